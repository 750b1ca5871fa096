import { type Fields, isFields, listOf } from '../input/fields.js';

/** Lists of which an empty one means everything. */
const INCLUDED = ['includedNamespaces', 'includedResources'] as const;
/** Lists of which an empty one means nothing, or everything, as another field says. */
const SCOPED = ['includedNamespaceScopedResources', 'includedClusterScopedResources'] as const;
const SELECTORS = ['labelSelector', 'orLabelSelectors'] as const;

/** Velero excludes these of each Backup by itself: it saves those that it makes. */
const EXCLUDED_BY_VELERO = [
  'volumesnapshots.snapshot.storage.k8s.io',
  'volumesnapshotcontents.snapshot.storage.k8s.io',
];

/**
 * The first field by which a Backup may hold less than its Schedule selects now: it was made before the Schedule was
 * changed, or by hand. Undefined where it holds as much.
 *
 * @param saved the spec of the Backup, into which Velero has written defaults.
 * @param wanted the template of the Schedule.
 */
export function narrowerField(saved: Fields, wanted: Fields): string | undefined {
  if (Object.keys(saved).length === 0) return undefined;
  return (
    INCLUDED.find((name) => lacksAny(saved[name], wanted[name])) ??
    SCOPED.find((name) => listOf(saved[name]).length > 0 && lacksAny(saved[name], wanted[name])) ??
    SELECTORS.find((name) => isSet(saved[name]) && !isSame(saved[name], wanted[name])) ??
    (excludesMore(saved, wanted) ? 'excludedResources' : undefined) ??
    (hasFewerClusterResources(saved, wanted) ? 'includeClusterResources' : undefined)
  );
}

function lacksAny(saved: unknown, wanted: unknown): boolean {
  const included = textsOf(saved);
  if (included.length === 0 || included.includes('*')) return false;
  const asked = textsOf(wanted).filter((name) => !EXCLUDED_BY_VELERO.includes(name));
  return asked.length === 0 || asked.some((name) => !included.includes(name));
}

function excludesMore(saved: Fields, wanted: Fields): boolean {
  const allowed = [...textsOf(wanted['excludedResources']), ...EXCLUDED_BY_VELERO];
  return textsOf(saved['excludedResources']).some((name) => !allowed.includes(name));
}

function hasFewerClusterResources(saved: Fields, wanted: Fields): boolean {
  const [had, has] = [saved['includeClusterResources'], wanted['includeClusterResources']];
  return has === true ? had !== true : had === false && has !== false;
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).map((text) => String(text).toLowerCase());
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isFields(value) && Object.keys(value).length > 0;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
