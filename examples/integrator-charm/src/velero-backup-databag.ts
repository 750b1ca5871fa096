import type { RelatedTarget, TargetKey } from '@k8s-backup-target/requirer';

/** The application databag of `velero_backup_config`. */
export type Databag = Readonly<Record<string, string>>;

/** The identity of the target in a databag. */
export function keyIn({ app = '', relation_name = '', model = '' }: Databag): TargetKey {
  return { app, endpoint: relation_name, model };
}

/** The identity of a target. */
export function keyOf({ target: { app, relation_name, model } }: RelatedTarget): TargetKey {
  return { app, endpoint: relation_name, model };
}

/** Checks whether a databag is about a target. */
export function sameKey(databag: Databag, related: RelatedTarget): boolean {
  const [one, other] = [keyIn(databag), keyOf(related)];
  return one.app === other.app && one.endpoint === other.endpoint && one.model === other.model;
}

/** Checks that nothing has been forwarded yet. */
export function isEmpty({ app = '' }: Databag): boolean {
  return app === '';
}

/** Checks whether a databag asks for backups by schedule: then velero-operator has a Schedule for it. */
export function hasSchedule(databag: Databag): boolean {
  return typeof specIn(databag)['schedule'] === 'string';
}

/** The change that withdraws the target in a databag: velero-operator deletes its Schedule. */
export function withdrawn(databag: Databag): Databag {
  return { spec: JSON.stringify({ ...specIn(databag), schedule: null }) };
}

function specIn({ spec = '{}' }: Databag): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(spec);
    return typeof parsed === 'object' ? { ...parsed } : {};
  } catch {
    return {};
  }
}
