// Room: How the Schedules of a cluster differ from those that the targets ask for. May import any room that does not need it.
import { parseGoDuration, type Schedule } from '@k8s-backup-target/velero';
import type { Change } from '../generated/output.js';
import { type Fields, fieldsOf, isFields, textOf } from '../input/fields.js';

const SWITCHES = ['paused', 'useOwnerReferencesInBackup'] as const;

/** The fields of the spec in which a Schedule differs from the one that is wanted. */
export function changesOf({ spec }: Schedule, found: Fields): readonly Change[] {
  const foundSpec = fieldsOf(found['spec']);
  const template = { ...spec.template };
  const foundTemplate = fieldsOf(foundSpec['template']);
  const names = [...new Set([...Object.keys(template), ...Object.keys(foundTemplate)])].sort();
  return [
    change('/spec/schedule', spec.schedule, foundSpec['schedule']),
    ...SWITCHES.map((name) =>
      change(`/spec/${name}`, spec[name] ?? false, foundSpec[name] ?? false),
    ),
    ...names.map((name) =>
      change(`/spec/template/${name}`, Reflect.get(template, name), foundTemplate[name]),
    ),
  ].flat();
}

function change(path: string, wanted: unknown, found: unknown): Change[] {
  if (comparable(path, wanted) === comparable(path, found)) return [];
  return [{ path, wanted: asText(wanted), found: asText(found) }];
}

/** Null, an empty list and a missing field are the same to Velero. */
function asText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return Array.isArray(value) && value.length === 0 ? null : JSON.stringify(value);
}

/**
 * One form of what Velero takes for the same: its own command line writes `hooks: {}` and `csiSnapshotTimeout: 0s` into
 * each Schedule that it pauses. An empty selector is not the same as none.
 */
function comparable(path: string, value: unknown): string | null {
  if (path === '/spec/template/includedNamespaces' && asText(value) === '["*"]') return null;
  if (/\/(?:hooks|metadata)$/.test(path) && Object.keys(fieldsOf(value)).length === 0) return null;
  const duration = /(?:ttl|Timeout)$/.test(path) ? parseGoDuration(textOf(value) ?? '') : undefined;
  if (duration !== undefined) return duration === 0n ? null : String(duration);
  return asText(inOrder(value));
}

/** Names in a list, and labels, have no order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(inOrder);
    return items.every((item) => typeof item === 'string') ? [...items].sort() : items;
  }
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, inOrder(item)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
