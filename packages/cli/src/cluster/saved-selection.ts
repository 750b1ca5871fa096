import { type Fields, isFields, listOf } from '../input/fields.js';

/** Lists of which an empty one means everything. */
const INCLUDED = ['includedNamespaces', 'includedResources'] as const;
/** Lists of which an empty one means nothing, or everything, as another field says. */
const SCOPED = ['includedNamespaceScopedResources', 'includedClusterScopedResources'] as const;
/** Lists of types that are left out. */
const EXCLUDED = [
  'excludedResources',
  'excludedNamespaceScopedResources',
  'excludedClusterScopedResources',
] as const;
/** Switches by which the data of volumes is saved. */
const SAVING_DATA = ['defaultVolumesToFsBackup', 'snapshotMoveData'] as const;
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
    (hasFewerClusterResources(saved, wanted) ? 'includeClusterResources' : undefined) ??
    EXCLUDED.find((name) => namesMore(saved[name], wanted[name])) ??
    (excludesNamespace(saved, wanted) ? 'excludedNamespaces' : undefined) ??
    fieldWithoutData(saved, wanted)
  );
}

/** Velero adds the namespaces that a label keeps out: of those that the Schedule names, there is none among them. */
function excludesNamespace(saved: Fields, wanted: Fields): boolean {
  const [allowed, named] = [
    textsOf(wanted['excludedNamespaces']),
    textsOf(wanted['includedNamespaces']),
  ];
  return textsOf(saved['excludedNamespaces']).some(
    (name) => !allowed.includes(name) && named.includes(name),
  );
}

/** The field by which a Backup leaves out data of volumes that the Schedule saves now. */
function fieldWithoutData(saved: Fields, wanted: Fields): string | undefined {
  if (saved['snapshotVolumes'] === false && wanted['snapshotVolumes'] !== false) {
    return 'snapshotVolumes';
  }
  const isOff = (name: string) => wanted[name] === true && saved[name] !== true;
  const isOther =
    isSet(saved['resourcePolicy']) && !isSame(saved['resourcePolicy'], wanted['resourcePolicy']);
  return SAVING_DATA.find(isOff) ?? (isOther ? 'resourcePolicy' : undefined);
}

/**
 * True of a Backup with a selector that saved no more objects than Namespaces which it names: Velero saves those whatever
 * the labels select in them.
 *
 * @param items how many objects it saved; null where that is not known.
 * @param saved its spec, or where that is empty, of what it was made.
 */
export function holdsNamespacesAlone(
  items: number | null,
  saved: Fields,
  template: Fields,
): boolean {
  const spec = Object.keys(saved).length > 0 ? saved : template;
  return items !== null && items <= namespacesSavedByName(spec);
}

/** 0 where it names none, or saves no Namespaces by itself. */
function namespacesSavedByName(spec: Fields): number {
  const [namespaces, resources] = [spec['includedNamespaces'], spec['includedResources']].map(
    textsOf,
  );
  const isEach = resources === undefined || resources.length === 0 || resources.includes('*');
  const isLeftOut =
    spec['includeClusterResources'] === false ||
    textsOf(spec['excludedResources']).some((name) => /^(?:namespaces?|ns)$/.test(name));
  const isSelected = SELECTORS.some((name) => isSet(spec[name]));
  if (!isSelected || isLeftOut || !isEach || spec['includeClusterResources'] === true) return 0;
  const named = namespaces ?? [];
  return named.some((name) => /[*?[]/.test(name)) ? 0 : named.length;
}

function lacksAny(saved: unknown, wanted: unknown): boolean {
  const included = textsOf(saved);
  if (included.length === 0 || included.includes('*')) return false;
  const asked = textsOf(wanted).filter((name) => !EXCLUDED_BY_VELERO.includes(name));
  return asked.length === 0 || asked.some((name) => !included.includes(name));
}

function namesMore(saved: unknown, wanted: unknown): boolean {
  const allowed = [...textsOf(wanted), ...EXCLUDED_BY_VELERO];
  return textsOf(saved).some((name) => !allowed.includes(name));
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
