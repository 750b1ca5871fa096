/** Compares the two implementations' answers to one request. */
import { isDeepStrictEqual } from 'node:util';
import { type Finding, lintForVelero, lintSpec } from '@k8s-backup-target/lint';
import {
  type Decoded,
  decodeDatabag,
  decodeProviderAppData,
  read,
  toAscii,
  write,
} from '@k8s-backup-target/schema';
import { sameIssues } from '../judge.js';
import { type Answer, parseAnswer, type Request } from '../protocol.js';

/** What TypeScript answers, in this process. */
export function typescriptAnswer({ id, view, input, veleroVersion }: Request): Answer {
  const contract = view === 'write' ? write : read;
  const decoded =
    typeof input === 'string'
      ? decodeProviderAppData(input, contract)
      : decodeDatabag(input, contract);
  const { targets, issues } = decoded;
  return {
    id,
    valid: issues.length === 0,
    value: { backup_targets: targets.map(({ target }) => target) },
    issues: issues.map(({ path, rule }) => ({ path, rule })),
    findings: lint(decoded, veleroVersion),
  };
}

/** What lint finds in the valid targets, with pointers into the whole. */
function lint({ targets }: Decoded, veleroVersion: string | undefined): readonly Finding[] {
  return targets.flatMap(({ path, target: { spec } }) => {
    const found =
      veleroVersion === undefined ? lintSpec(spec) : lintForVelero(spec, { veleroVersion });
    return found.map(({ path: inSpec, rule, severity, message, remedy }) => {
      return { path: `${path}/spec${inSpec}`, rule, severity, message, remedy };
    });
  });
}

/** Tells whether an answer of TypeScript and an answer line of Python say the same. */
export function agree(typescript: Answer, pythonLine: string): boolean {
  // Most lines are equal as texts, which spares parsing them.
  if (asciiJson(typescript) === pythonLine) return true;
  const python = parseAnswer(pythonLine);
  return (
    python !== undefined &&
    python.id === typescript.id &&
    python.valid === typescript.valid &&
    isDeepStrictEqual(python.value, typescript.value) &&
    sameIssues(python.issues ?? [], typescript.issues ?? []) &&
    isDeepStrictEqual(sortedTexts(python.findings), sortedTexts(typescript.findings))
  );
}

/** In any order: a map of labels has none that all languages keep. Texts and all. */
function sortedTexts(findings: Answer['findings'] = []): readonly string[] {
  return findings.map((finding) => JSON.stringify(finding)).sort();
}

function asciiJson(value: unknown): string {
  return toAscii(JSON.stringify(value));
}
