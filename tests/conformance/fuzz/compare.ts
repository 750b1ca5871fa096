/** Compares the two implementations' answers to one request. */
import { isDeepStrictEqual } from 'node:util';
import {
  decodeDatabag,
  decodeProviderAppData,
  read,
  toAscii,
  write,
} from '@k8s-backup-target/schema';
import { sameIssues } from '../judge.js';
import { type Answer, parseAnswer, type Request } from '../protocol.js';

/** What TypeScript answers, in this process. */
export function typescriptAnswer({ id, view, input }: Request): Answer {
  const contract = view === 'write' ? write : read;
  const { targets, issues } =
    typeof input === 'string'
      ? decodeProviderAppData(input, contract)
      : decodeDatabag(input, contract);
  return {
    id,
    valid: issues.length === 0,
    value: { backup_targets: targets.map(({ target }) => target) },
    issues: issues.map(({ path, rule }) => ({ path, rule })),
  };
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
    sameIssues(python.issues ?? [], typescript.issues ?? [])
  );
}

function asciiJson(value: unknown): string {
  return toAscii(JSON.stringify(value));
}
