/** Disagreements that were found, as cases of the corpus. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, type CaseClass, CORPUS } from '../corpus.js';
import type { Answer, Issue, Request } from '../protocol.js';

const FILE = join(CORPUS, 'found.json');

/**
 * Adds a case to the class `found`. It expects what TypeScript answers, until somebody has said
 * which side is right.
 */
export function addFoundCase(request: Request, typescript: Answer, seed: number): Case {
  const { layer, view, input } = request;
  const hash = createHash('sha256')
    .update(JSON.stringify([layer, view, input]))
    .digest('hex');
  const found: Case = {
    id: `found/${hash.slice(0, 8)}`,
    summary: 'TypeScript and Python disagree: say here about what',
    layer,
    view,
    input,
    valid: typescript.valid,
    value: typescript.value ?? { backup_targets: [] },
    issues: distinct(typescript.issues ?? []),
    provenance: `found by npm run fuzz with seed ${seed}; expects what TypeScript answered, to be reviewed`,
  };
  const cases = readFound().filter(({ id }) => id !== found.id);
  writeFileSync(FILE, fileText([...cases, found]));
  return found;
}

function distinct(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((issue) => [`${issue.rule} ${issue.path}`, issue])).values()];
}

function readFound(): readonly Case[] {
  if (!existsSync(FILE)) return [];
  const file: CaseClass = JSON.parse(readFileSync(FILE, 'utf8'));
  return file.cases;
}

function fileText(cases: readonly Case[]): string {
  const about = 'Disagreements that fuzzing found, shrunk.';
  const file = { $schema: '../case.schema.json', class: 'found', about, cases };
  return `${JSON.stringify(file, null, 2)}\n`;
}
