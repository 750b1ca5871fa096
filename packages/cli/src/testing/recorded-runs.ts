/** Every command over every example, recorded case and class of the conformance corpus. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inventory, PreviewRule } from '@k8s-backup-target/preview';
import { inventoryOf, RULE_CASES } from '../../../preview/src/test-data/rule-cases.js';
import { VOLUME_CASES } from '../../../preview/src/test-data/volume-cases.js';
import { EXAMPLES } from './kbt.js';
import { liveAnswers } from './live-answers.js';
import type { Answers } from './recording-api.js';

const ROOT = join(import.meta.dirname, '../../../..');
const SOURCES = join(ROOT, 'packages/cli/src');
const CORPUS = join(ROOT, 'tests/conformance/corpus');

/** A command line, and what it reads. */
export interface RecordedRun {
  readonly words: readonly string[];
  /** Default: the examples. */
  readonly cwd?: string;
  readonly stdin?: string;
  /** What a cluster answers: `kbt` asks it. */
  readonly cluster?: Answers;
  /** Documents by the name of the file, in a folder of their own. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** Default: `json` alone. */
  readonly formats?: readonly string[];
}

/** The commands that judge what a document holds. */
const COMMANDS: readonly (readonly string[])[] = [
  ['validate'],
  ['targets'],
  ['why', 'shop'],
  ['status'],
  ['doctor'],
  ['coverage'],
  ['diff'],
  ['render'],
  ['backups'],
  ['preview'],
];

/** Examples, what people reported, what Juju printed, what was pasted. */
const FOLDERS: readonly string[] = [
  EXAMPLES,
  ...['reported', 'juju', 'input'].map((room) => join(SOURCES, room, 'test-data')),
];

const BOTH = ['json', 'table'];

/** Each command over each file. */
export function runsOverFiles(): readonly RecordedRun[] {
  return FOLDERS.flatMap((cwd) => {
    const files = readdirSync(cwd, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [entry.name] : [],
    );
    return files.flatMap((file) =>
      COMMANDS.map((words) => ({
        words: [...words, file],
        cwd,
        formats: cwd === EXAMPLES ? BOTH : ['json'],
      })),
    );
  });
}

interface ReportedCase {
  readonly command: readonly string[];
  readonly as_live_cluster: boolean;
}

/** What people asked of Velero in public, of files and of clusters. */
export function reportedRuns(): readonly RecordedRun[] {
  const cwd = join(SOURCES, 'reported/test-data');
  const cases: readonly ReportedCase[] = read(join(cwd, 'cases.json'));
  return cases
    .filter(({ command }) => command[0] !== 'explain')
    .map(({ command, as_live_cluster: isLive }) => {
      const [file = '', ...words] = command;
      return isLive
        ? { words, cwd, formats: BOTH, cluster: liveAnswers(read(join(cwd, file))) }
        : { words: command, cwd, formats: BOTH };
    });
}

interface CorpusCase {
  readonly layer: 'databag' | 'object' | 'cron' | 'publish' | 'claims';
  readonly input: unknown;
  readonly valid: boolean;
  readonly veleroVersion?: string;
}

/** Each case of the corpus, as a document that `kbt` reads; the first of each class also as a text. */
export function corpusRuns(): readonly RecordedRun[] {
  return readdirSync(CORPUS).flatMap((file) => {
    const { cases }: { cases: readonly CorpusCase[] } = read(join(CORPUS, file));
    const refused = cases.find(({ valid }) => !valid);
    return cases.flatMap((one) =>
      runsOf(one).map((run) => (one === refused ? { ...run, formats: BOTH } : run)),
    );
  });
}

function runsOf({ layer, input, veleroVersion }: CorpusCase): RecordedRun[] {
  const more = veleroVersion === undefined ? [] : ['--velero-version', veleroVersion];
  if (layer === 'claims') {
    const unit = unitWith(Reflect.get(Object(input), 'relations'));
    const files = { 'unit.json': unit, 'model.json': MODEL };
    return ['targets', 'status'].map((command) => ({
      words: [command, 'unit.json', 'model.json'],
      files,
    }));
  }
  return [{ words: ['validate', '-', ...more], stdin: documentOf(layer, input) }];
}

/** `juju show-model` of the model in which the cases of the class `claims` run. */
export const MODEL = {
  'my-model': {
    'short-name': 'my-model',
    'model-uuid': '11111111-1111-4111-8111-111111111111',
    'agent-version': '3.6.28',
  },
};

function documentOf(layer: CorpusCase['layer'], input: unknown): string {
  if (layer === 'cron') {
    return JSON.stringify(veleroObject('Schedule', { schedule: input, template: {} }));
  }
  if (layer === 'publish') return JSON.stringify(Reflect.get(Object(input), 'spec'));
  return typeof input === 'string' ? input : JSON.stringify(input);
}

interface CorpusRelation {
  readonly app: string;
  readonly databag: object;
  readonly isElsewhere?: boolean;
}

/** `juju show-unit` of a requirer with these relations. */
function unitWith(relations: readonly CorpusRelation[]): object {
  const info = relations.map(({ app, databag, isElsewhere = false }, index) => ({
    'relation-id': index + 1,
    endpoint: 'k8s-backup-target',
    'cross-model': isElsewhere,
    'related-endpoint': 'backup',
    'application-data': databag,
    'related-units': { [`${app}/0`]: { 'in-scope': true, data: {} } },
  }));
  return { 'integrator/0': { 'relation-info': info, 'provider-id': 'i-0', address: '10.1.1.1' } };
}

/** An object of Velero as a user applies it. */
export function veleroObject(kind: string, spec: object, metadata: object = {}): object {
  return {
    apiVersion: 'velero.io/v1',
    kind,
    metadata: { name: 'nightly', namespace: 'velero', ...metadata },
    spec,
  };
}

/** A preview for each of its rules. */
export function previewRuns(): readonly RecordedRun[] {
  return [
    ...Object.entries(RULE_CASES).map(([rule, { spec, veleroVersion }]) =>
      previewRun(spec, inventoryOf(rule as PreviewRule), veleroVersion, []),
    ),
    ...Object.values(VOLUME_CASES).map(({ spec, inventory, veleroVersion }) =>
      previewRun(spec, inventory, veleroVersion, ['--volumes']),
    ),
  ];
}

/** A spec of the contract as it is, any other as that of a Backup. */
function previewRun(
  spec: object,
  inventory: Inventory,
  veleroVersion: string | undefined,
  options: readonly string[],
): RecordedRun {
  const isContract = Object.keys(spec).some((field) => field.includes('_'));
  const more = veleroVersion === undefined ? [] : ['--velero-version', veleroVersion];
  return {
    words: ['preview', 'spec.json', 'inventory.json', ...options, ...more],
    files: {
      'spec.json': isContract ? spec : veleroObject('Backup', spec),
      'inventory.json': inventory,
    },
  };
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8'));
}
