/** Each id that a command prints can be explained, and no id of the catalogue lies unused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintPublished } from '@k8s-backup-target/lint';
import { explain, isRule, RULES, type Rule } from '@k8s-backup-target/lint/explain';
import { preview } from '@k8s-backup-target/preview';
import { type Issue, write } from '@k8s-backup-target/schema';
import {
  checkCron,
  isVeleroError,
  toBackup,
  toGoDuration,
  toVeleroBackupConfig,
} from '@k8s-backup-target/velero';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VOLUME_CASES } from '../../preview/src/test-data/volume-cases.js';
import { brokenRuns } from './testing/broken-runs.js';
import { EXAMPLES, kbt } from './testing/kbt.js';
import { type PrintedText, printedIds, printedTexts } from './testing/printed-ids.js';
import {
  corpusRuns,
  previewRuns,
  type RecordedRun,
  reportedRuns,
  runsOverFiles,
} from './testing/recorded-runs.js';
import { recordingApi } from './testing/recording-api.js';
import { verifyRuns } from './testing/verify-runs.js';

const ROOT = join(import.meta.dirname, '../../..');

/** Where all runs look, so none looks at a cluster of this machine. */
const ENV = { KBT_NOW: '2026-11-24T10:00:00Z', KUBECONFIG: '/none', JUJU_DATA: '/none' };

/** What a run prints. */
async function outputsOf(
  { words, cwd = EXAMPLES, stdin, cluster, files }: RecordedRun,
  format: string,
) {
  const folder = files === undefined ? undefined : folderOf(files);
  const api = cluster === undefined ? undefined : await recordingApi(cluster);
  const more = api === undefined ? [] : ['--kubeconfig', api.kubeconfig];
  try {
    const options = { cwd: folder ?? cwd, env: ENV, ...(stdin === undefined ? {} : { stdin }) };
    const { stdout, stderr } = await kbt([...words, ...more, '-o', format], options);
    return [stdout, stderr];
  } finally {
    await api?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  }
}

function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kbt-ids-'));
  for (const [name, document] of Object.entries(files)) {
    writeFileSync(join(folder, name), JSON.stringify(document));
  }
  return folder;
}

/** What no command prints: answers to a charm's own code, and fates of volumes without data in the Backup. */
const OF_LIBRARIES: readonly (() => readonly { readonly rule: string }[])[] = [
  () => lintPublished({}),
  () => issuesOf(write.K8sBackupTargetSpec.validate(unreadable())),
  () => issuesOf(checkCron(JSON.parse('5'))),
  () => thrownBy(() => toGoDuration('9223372037s')),
  () => thrownBy(() => toVeleroBackupConfig([])),
  () => thrownBy(() => toBackup({ ...TARGET, app: 'a'.repeat(200_001) }, { managedBy: 'me' })),
  ...Object.values(VOLUME_CASES).map(
    ({ spec, inventory }) =>
      () =>
        preview(spec, inventory).volumes,
  ),
];

const TARGET = { app: 'a', relation_name: 'backup', model: 'm', spec: {} };

function thrownBy(convert: () => unknown): readonly Issue<string>[] {
  try {
    convert();
  } catch (error) {
    if (isVeleroError(error)) return error.issues;
    throw error;
  }
  return [];
}

function unreadable(): unknown {
  return Object.defineProperty({}, 'ttl', {
    enumerable: true,
    get: () => {
      throw new Error('not now');
    },
  });
}

function issuesOf(
  result: { ok: true } | { ok: false; issues: readonly Issue<string>[] },
): readonly Issue<string>[] {
  return result.ok ? [] : result.issues;
}

/** Keywords that the contract does not have now; `tests/conformance/added-fields.ts` adds fields that do. */
function isUnusedKeyword(rule: Rule): boolean {
  const schema = readFileSync(join(ROOT, 'schema/v0/k8s_backup_target.schema.json'), 'utf8');
  return ['minLength', 'maxLength'].includes(rule) && !schema.includes(`"${rule}"`);
}

/** Where the Backups are that have run. */
const stored = mkdtempSync(join(tmpdir(), 'kbt-ids-'));
afterAll(() => rmSync(stored, { recursive: true }));

/** The ids that were printed, each with the first command line that printed it. */
const printed = new Map<string, string>();

/** The texts that are not their rule's, each with the command line that printed it. */
const strange = new Map<string, string>();

beforeAll(async () => {
  const runs = [
    ...runsOverFiles(),
    ...reportedRuns(),
    ...corpusRuns(),
    ...previewRuns(),
    ...brokenRuns(),
    ...(await verifyRuns(stored)),
  ];
  for (const run of runs) {
    for (const format of run.formats ?? ['json']) await note(run, format);
  }
}, 300_000);

async function note(run: RecordedRun, format: string): Promise<void> {
  const line = `kbt ${run.words.join(' ')} -o ${format}`;
  const outputs = await outputsOf(run, format);
  for (const id of outputs.flatMap(printedIds)) if (!printed.has(id)) printed.set(id, line);
  for (const one of outputs.flatMap(printedTexts)) {
    if (!isOfCatalogue(one)) strange.set(`${one.rule}: ${one.text}`, line);
  }
}

/** What `kbt verify` says of a volume or of a message of Velero, where another rule is the cause. */
const WITH_A_CAUSE: readonly Rule[] = ['data-missing', 'backup-error', 'backup-warning'];

/** True if a text is one of its rule's, with values for the placeholders; a name may come before it. */
function isOfCatalogue({ rule, text }: PrintedText): boolean {
  if (!isRule(rule)) return false;
  return [rule, ...WITH_A_CAUSE]
    .flatMap((one) => explain(one).findings)
    .some(({ message }) =>
      new RegExp(`^(?:.* )?${message.split(PLACEHOLDER).map(escaped).join('.*')}$`, 's').test(text),
    );
}

const PLACEHOLDER = /"?\{[a-z]+\}"?/;

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

describe('the ids that commands print', () => {
  it('are those of the catalogue', () => {
    expect(printed.size).toBeGreaterThan(150);
    expect([...printed].filter(([id]) => !isRule(id))).toEqual([]);
  });

  it('are all that kbt explain knows: none lies unused', () => {
    const ofLibraries = new Set(OF_LIBRARIES.flatMap((issues) => issues().map(({ rule }) => rule)));
    const isUsed = (rule: Rule) =>
      printed.has(rule) || ofLibraries.has(rule) || isUnusedKeyword(rule);
    expect(RULES.filter((rule) => !isUsed(rule))).toEqual([]);
  });

  it('come with texts of the catalogue', () => {
    expect([...strange]).toEqual([]);
  });

  it('can be explained by kbt explain', async () => {
    const codes = new Map<string, number>();
    for (const id of printed.keys()) codes.set(id, (await kbt(['explain', id])).exitCode);
    expect([...codes].filter(([, exitCode]) => exitCode !== 0)).toEqual([]);
  });
});
