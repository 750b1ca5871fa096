/** Questions about Velero's objects, and what TypeScript answers. */
import { type BackupTargetEntry, type K8sBackupTargetSpec, read } from '@k8s-backup-target/schema';
import {
  isVeleroError,
  managedByFor,
  reconcile,
  type Schedule,
  targetName,
  toBackups,
  toGoDuration,
  toSchedules,
  toVeleroBackupConfigs,
  type VeleroIssue,
} from '@k8s-backup-target/velero';
import fc from 'fast-check';

const AT = '2026-01-02T03:04:05+01:00';
const MANAGED_BY = 'integrator.0123456789abcdef';

/** The texts and settings of what is asked. */
interface Words {
  readonly name: fc.Arbitrary<string>;
  readonly spec: fc.Arbitrary<K8sBackupTargetSpec>;
  readonly cron: fc.Arbitrary<string>;
  readonly namespace: fc.Arbitrary<string>;
  readonly managedBy: fc.Arbitrary<string>;
}

function listOf(...names: readonly string[]): fc.Arbitrary<string[] | null> {
  return fc.option(fc.array(fc.constantFrom(...names), { maxLength: 3 }), { nil: null });
}

const wildList = listOf('a', 'b', '*', '', 'A', 'pods', 'x.y');

/** What only a hostile databag has, or a charm in error. */
const WILD: Words = {
  name: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 70 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.stringMatching(/^[a-zA-Z0-9-]{0,70}$/),
    fc.constantFrom('app', 'İSTANBUL', 'x_aaaaaaaaaaaaaaaaaaaaaaaaaa', 'a'.repeat(64), '-a-', 'ẞ'),
  ),
  spec: fc.record({
    include_namespaces: wildList,
    include_resources: wildList,
    exclude_namespaces: wildList,
    exclude_resources: wildList,
    include_cluster_resources: fc.constantFrom(null, true, false),
    label_selector: fc.option(
      fc.dictionary(fc.constantFrom('app', 'a/b', ''), fc.constantFrom('x', '', 'y z')),
      { nil: null },
    ),
    ttl: fc.constantFrom(null, '', '0s', '30d', '90m', '1d12h', '720h'),
  }),
  cron: fc.constantFrom('0 2 * * *', '@daily', '61 * * * *'),
  namespace: fc.constantFrom('velero', 'backups', 'no.namespace'),
  managedBy: fc.constantFrom(MANAGED_BY, MANAGED_BY, MANAGED_BY, '', 'a b', 'a'.repeat(64)),
};

/** What is hardly ever refused, so that Schedules come of it. */
const PLAIN: Words = {
  name: fc.constantFrom('app', 'my_app', 'x-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-b', 'A'.repeat(40)),
  spec: fc.oneof(
    fc.record({ include_namespaces: listOf('a', 'b', 'c'), ttl: fc.constantFrom('30d', '90m') }),
    fc.record({ exclude_namespaces: listOf('a', 'b'), exclude_resources: listOf('pods') }),
    fc.record({
      include_resources: listOf('pods', 'secrets'),
      include_cluster_resources: fc.boolean(),
    }),
    fc.record({
      label_selector: fc.dictionary(fc.constantFrom('app', 'a/b', 'c'), fc.constantFrom('x', '')),
    }),
  ),
  cron: fc.constantFrom('0 2 * * *', '@daily'),
  namespace: fc.constantFrom('velero', 'backups'),
  managedBy: fc.constant(MANAGED_BY),
};

/** Reading sets what is not set here to null: a field that the schema gets later as well. */
function targetOf({ name, spec }: Words): fc.Arbitrary<BackupTargetEntry> {
  const entry = fc.record({ app: name, relation_name: name, model: name, spec });
  return entry.map((written) => read.BackupTargetEntry.parse(written));
}

/** Any text; many are almost a ttl. */
const ttl = fc.oneof(
  fc.stringMatching(/^(\d{1,11}d)?(\d{1,11}h)?(\d{1,4}m)?(\d{1,4}s)?$/),
  fc.constantFrom('', '0s', '3 days', '1h\n', '1h1d', '-1h', '1.5h', '\u0661h', '0d0h', '"1h"'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const flag = fc.constantFrom(undefined, true, false);
const requestsOf = (words: Words) =>
  fc.record({
    targets: fc.array(targetOf(words), { minLength: 1, maxLength: 4 }),
    repeated: fc.boolean(),
    schedule: fc.record({
      cron: words.cron,
      paused: flag,
      skipImmediately: flag,
      useOwnerReferencesInBackup: flag,
    }),
    options: fc.record({
      namespace: words.namespace,
      storageLocation: fc.constantFrom(undefined, '', 'here'),
      volumeSnapshotLocations: fc.constantFrom(undefined, [], ['aws']),
      snapshotVolumes: flag,
      snapshotMoveData: flag,
      defaultVolumesToFsBackup: flag,
    }),
    /** What happened to each Schedule since it was made. */
    fates: fc.array(fc.constantFrom(...Object.keys(FATES)), { minLength: 4, maxLength: 4 }),
    owner: fc.tuple(
      fc.constantFrom('app', '', ' ', 'a'.repeat(60)),
      fc.oneof(fc.uuid(), fc.constant('')),
    ),
    managedBy: words.managedBy,
    ttl,
  });

/** What a cluster lists in place of a Schedule, after what happened to it. */
const FATES: Readonly<Record<string, (made: Schedule) => readonly unknown[]>> = {
  missing: () => [],
  same: (made) => [{ ...made, metadata: readMetadata(made) }],
  paused: (made) => altered(made, { paused: true }),
  foreign: (made) => labelled(made, { ...made.metadata.labels, 'managed-by': 'other' }),
  unlabelled: (made) => labelled(made, {}),
  edited: (made) => {
    const labelSelector = { matchLabels: { theirs: '1' }, matchExpressions: [] };
    const template = { ttl: '1h0m0s', labelSelector, includedNamespaces: ['*'], hooks: {} };
    return altered(made, { template });
  },
  odd: (made) => [null, 7, { metadata: 3 }, { ...made, kind: 'Backup' }, { spec: [] }],
  ours: (made) => [{ ...made, metadata: { ...readMetadata(made), name: 'left-over' } }],
  marked: (made) => {
    const annotations = { ...made.metadata.annotations, 'k8s-backup-target/paused': 'true' };
    return [{ ...made, metadata: { ...readMetadata(made), annotations } }];
  },
  switched: (made) => {
    const { useOwnerReferencesInBackup = false } = made.spec;
    return altered(made, { useOwnerReferencesInBackup: !useOwnerReferencesInBackup });
  },
  moved: (made) => altered(made, { schedule: '0 3 * * *' }),
  reworded: (made) => altered(made, { template: reworded(made.spec.template) }),
  spoiled: (made) => altered(made, { template: { ...made.spec.template, ttl: '30d' } }),
  emptied: (made) => altered(made, { template: undefined }),
};

function readMetadata({ metadata }: Schedule): object {
  return { ...metadata, uid: 'u', resourceVersion: '7' };
}

function labelled(made: Schedule, labels: object): readonly unknown[] {
  return [{ ...made, metadata: { ...readMetadata(made), labels } }];
}

function altered(made: Schedule, changes: object): readonly unknown[] {
  return [{ metadata: readMetadata(made), spec: { ...made.spec, ...changes } }];
}

/** The same in other words, as Velero takes it. */
function reworded({ labelSelector, ...template }: Schedule['spec']['template']): object {
  const { ttl } = template;
  const labels = Object.entries(labelSelector?.matchLabels ?? {}).reverse();
  return {
    ...template,
    ...(ttl === undefined ? { ttl: '0s' } : { ttl: ttl.replace(/0m0s$/, '') }),
    includedNamespaces: template.includedNamespaces ?? ['*'],
    excludedResources: template.excludedResources ?? [],
    snapshotVolumes: template.snapshotVolumes ?? null,
    ...(labelSelector && { labelSelector: { matchLabels: Object.fromEntries(labels) } }),
  };
}

/** Python's names of the fields. */
function snakeCased(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [snakeCase(key), value]));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** All that an issue says, without what it leaves out; Python names an option in its own letters. */
function said({ path, rule, message, remedy, key, suggestion, ...rest }: VeleroIssue) {
  const severity = 'severity' in rest ? rest.severity : undefined;
  const pythons = path.replace(/^\/(managedBy|modelUuid)$/, (option) => snakeCase(option));
  const all = { path: pythons, rule, severity, message, remedy, key, suggestion };
  return JSON.parse(JSON.stringify(all));
}

function reasonOf({ error }: { readonly error: { readonly issues: readonly VeleroIssue[] } }) {
  return error.issues.map(said);
}

/** What a function makes, or why it makes nothing. */
function madeOr(make: () => string): unknown {
  try {
    return make();
  } catch (error) {
    if (!isVeleroError(error)) throw error;
    return error.issues.map(said);
  }
}

type Asking = ReturnType<typeof requestsOf> extends fc.Arbitrary<infer A> ? A : never;

/** A line for Python's `manifest_answers.py`, and what it is to answer. */
export interface ManifestCase {
  readonly asked: {
    readonly targets: readonly BackupTargetEntry[];
    readonly [other: string]: unknown;
  };
  readonly answer: unknown;
}

/** Any names, Schedules and fates of Schedules. */
export const wildCases: fc.Arbitrary<ManifestCase> = requestsOf(WILD).map(caseOf);

/** Names that are never refused, so that more comes of what is asked. */
export const plainCases: fc.Arbitrary<ManifestCase> = requestsOf(PLAIN).map(caseOf);

function caseOf(asking: Asking): ManifestCase {
  const { targets, repeated, schedule, options, fates, owner, managedBy, ttl: length } = asking;
  const all = repeated ? [...targets, ...targets.slice(0, 1)] : targets;
  const given = { ...options, managedBy };
  const found = all.map((each) => ({ target: each }));
  const schedules = toSchedules(found, schedule, given);
  const desired = schedules.converted.map((each) => each.schedule);
  const backups = toBackups(found, { ...given, at: new Date(AT) });
  const existing = desired.flatMap((made, index) => FATES[fates[index % 4] ?? '']?.(made) ?? []);
  const databags = toVeleroBackupConfigs(found, schedule);
  return {
    asked: {
      targets: all,
      schedule: snakeCased(schedule),
      options: snakeCased({
        ...given,
        volumeSnapshotLocations: given.volumeSnapshotLocations ?? [],
      }),
      existing,
      at: AT,
      owner,
      ttl: length,
    },
    answer: JSON.parse(
      JSON.stringify({
        names: all.map(targetName),
        schedules: { converted: desired, refused: schedules.refused.map(reasonOf) },
        backups: {
          converted: backups.converted.map(({ backup }) => backup),
          refused: backups.refused.map(reasonOf),
        },
        databags: {
          converted: databags.converted.map(({ databag }) => databag),
          refused: databags.refused.map(reasonOf),
        },
        duration: madeOr(() => toGoDuration(length)),
        plan: snakeCased(reconcile(desired, existing, { managedBy })),
        managedBy: madeOr(() => managedByFor({ app: owner[0], modelUuid: owner[1] })),
      }),
    ),
  };
}
