import { type BackupTargetEntry, type Normalized, read } from '@k8s-backup-target/schema';
import fc from 'fast-check';
import type { ScheduleOptions } from '../../packages/velero/src/index.js';
import { releases } from './arbitrary-cron.js';
import { ttls } from './arbitrary-durations.js';

/** A target with every field. */
export type Target = Normalized<BackupTargetEntry>;

/** Targets as the contract allows them: most are wrong for Velero in some way. */
export function targets(): fc.Arbitrary<Target> {
  return fc.record({ app: names(), relation_name: names(), model: names(), spec: specs() });
}

function names(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('my-app', 'Backup_1', '', 'model.name', 'x'.repeat(64), 'ünïcode', '-', 'a b'),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
  );
}

function specs(): fc.Arbitrary<Target['spec']> {
  const unset = read.K8sBackupTargetSpec.parse({});
  const judged = fc.record({
    include_namespaces: nullable(lists(NAMESPACES)),
    include_resources: nullable(lists(RESOURCES)),
    exclude_namespaces: nullable(lists(NAMESPACES)),
    exclude_resources: nullable(lists(RESOURCES)),
    include_cluster_resources: nullable(fc.boolean()),
    label_selector: nullable(selectors()),
    ttl: nullable(ttls()),
  });
  return judged.map((spec) => ({ ...unset, ...spec }));
}

function nullable<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(values, { nil: null, freq: 3 });
}

const NAMESPACES =
  'a|b|my-namespace|kube-system|app-*|a?c|[ab]c|[a-z]|[[a]|[a|a]|[]|A|under_score|-a|a-|a.b|**|a**b|{a,b}|!a|a b|ü|?|1'
    .split('|')
    .concat('', '*', 'x'.repeat(63), 'x'.repeat(64));
const RESOURCES =
  'pods|po|deployments.apps|Deployment|persistentvolumeclaims|events|events.events.k8s.io|*.apps|v1/pods| pods|a|b'
    .split('|')
    .concat('', '*');

/** Mostly names that Velero takes, so whole specs pass often enough. */
function lists(odd: readonly string[]): fc.Arbitrary<string[]> {
  const good = fc.constantFrom('one', 'two', 'three', 'four', 'five');
  const any = fc.oneof(
    { weight: 6, arbitrary: good },
    { weight: 2, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
  );
  return fc.array(any, { maxLength: 4 });
}

function selectors(): fc.Arbitrary<Record<string, string>> {
  const key = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('app', 'app.kubernetes.io/name', '1', 'a_b.c-d') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', 'a/b/c', '/a', 'a/', '-a', 'A.b/c', 'x'.repeat(64), 'é'),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 10 }) },
  );
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('my-app', '', '1', 'A_b.c', 'x'.repeat(63)) },
    { weight: 1, arbitrary: fc.constantFrom('x'.repeat(64), '-a', 'a b', 'ü', '.') },
    { weight: 1, arbitrary: fc.string({ maxLength: 10 }) },
  );
  return fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
}

/** Generates settings of a Schedule's switches. */
export function scheduleOptions(): fc.Arbitrary<ScheduleOptions> {
  return fc.record(
    {
      cron: fc.constantFrom(
        '0 2 * * *',
        '@daily',
        '*/15 0-6 1,15 * *',
        'TZ=Europe/Berlin 0 0 * * SUN',
      ),
      paused: fc.boolean(),
      skipImmediately: fc.boolean(),
      useOwnerReferencesInBackup: fc.boolean(),
      veleroVersion: releases(),
    },
    { requiredKeys: ['cron'] },
  );
}
