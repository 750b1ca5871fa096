/** Disagreements that were found, as cases of the corpus. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, type CaseClass, CORPUS } from '../corpus.js';
import type { Answer, Issue, Request } from '../protocol.js';

const FILE = join(CORPUS, 'found.json');

/** A disagreement as a case. It expects what TypeScript answers, until somebody has said which side is right. */
export function foundCase(request: Request, typescript: Answer, seed: number): Case {
  const { layer, view, input, veleroVersion } = request;
  const hash = createHash('sha256')
    .update(JSON.stringify([layer, view, input, veleroVersion]))
    .digest('hex');
  return {
    id: `found/${hash.slice(0, 8)}`,
    summary: 'TypeScript and Python disagree: say here about what',
    layer,
    view,
    input,
    ...(veleroVersion === undefined ? {} : { veleroVersion }),
    valid: typescript.valid,
    value: typescript.value ?? { backup_targets: [] },
    issues: distinct(typescript.issues ?? []).map(({ path, rule, message }) =>
      layer === 'cron'
        ? { path, rule, ...(message === undefined ? {} : { message }) }
        : { path, rule },
    ),
    findings: (typescript.findings ?? []).map(({ path, rule, severity, message = '' }) => ({
      path,
      rule,
      severity,
      message,
    })),
    provenance: `found by npm run fuzz with seed ${seed}; expects what TypeScript answered, to be reviewed`,
  };
}

/** The file of the class `found` with these cases. */
export function foundClass(cases: readonly Case[]): CaseClass & { readonly $schema: string } {
  return {
    $schema: '../case.schema.json',
    class: 'found',
    about: 'Disagreements that fuzzing found, shrunk.',
    cases,
  };
}

/** Adds a case to the corpus, once. */
export function addToCorpus(found: Case): void {
  const cases = readFound().filter(({ id }) => id !== found.id);
  writeFileSync(FILE, `${JSON.stringify(foundClass([...cases, found]), null, 2)}\n`);
}

function distinct(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((issue) => [`${issue.rule} ${issue.path}`, issue])).values()];
}

function readFound(): readonly Case[] {
  if (!existsSync(FILE)) return [];
  const file: CaseClass = JSON.parse(readFileSync(FILE, 'utf8'));
  return file.cases;
}
