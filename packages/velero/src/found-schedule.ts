import { MANAGED_BY_LABEL } from './target-labels.js';

/** A Schedule as read from the cluster. Fields of unknown shape are left as they are. */
export interface FoundSchedule {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly uid: string | null;
  readonly resourceVersion: string | null;
  readonly managedBy: string | null;
  readonly labels: Fields;
  readonly annotations: Fields;
  readonly spec: Fields;
}

/** A JSON object whose fields may hold anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** Tells Schedules apart: a name is unique in its namespace. */
export function keyOf({ namespace, name }: { namespace: string; name: string }): string {
  return `${namespace}/${name}`;
}

/**
 * Reads one item of a list call; nothing, where it is not a Schedule. A list's items may lack their kind.
 * Never throws: what JSON cannot hold, no API server sent.
 */
export function readSchedule(item: unknown): FoundSchedule[] {
  try {
    return read(fieldsOf(JSON.parse(JSON.stringify(item))));
  } catch {
    return [];
  }
}

function read(item: Fields): FoundSchedule[] {
  const metadata = fieldsOf(item['metadata']);
  const [name, namespace] = [textOf(metadata['name']), textOf(metadata['namespace'])];
  const kind = item['kind'] ?? 'Schedule';
  if (kind !== 'Schedule' || name === null || namespace === null) return [];
  const labels = fieldsOf(metadata['labels']);
  return [
    {
      key: keyOf({ namespace, name }),
      name,
      namespace,
      uid: textOf(metadata['uid']),
      resourceVersion: textOf(metadata['resourceVersion']),
      managedBy: textOf(labels[MANAGED_BY_LABEL]),
      labels,
      annotations: fieldsOf(metadata['annotations']),
      spec: fieldsOf(item['spec']),
    },
  ];
}

/** The fields of parsed JSON; none, where it is not an object. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Tells whether parsed JSON is an object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
