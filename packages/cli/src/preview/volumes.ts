import { VOLUME_RULES, type VolumeFate } from '@k8s-backup-target/preview';
import type { PreviewTree } from '../generated/output.js';
import type { Screen } from '../output/screen.js';
import { type Column, table } from '../output/table.js';

/** How many volumes of a namespace have their data in the backup. */
export type VolumeCounts = PreviewTree['volumes'][number];

/** Data that is saved as an object, or that goes with its pod. */
const NO_DATA = ['secret', 'configMap', 'projected', 'downwardAPI', 'emptyDir'];

/** Rules about what is not in the backup at all, unless Velero drops it for an error. */
const NOT_THERE: readonly string[] = ['not-in-backup', 'pod-not-in-backup'];

/**
 * Volumes that outlive their pod, of what is in the backup: a claim once, however many pods mount it. What is lost
 * by an error is among them, whatever its kind.
 */
export function withData(fates: readonly VolumeFate[]): readonly VolumeFate[] {
  const claims = new Map<string, VolumeFate>();
  for (const fate of fates) {
    if (fate.claim === null) continue;
    const known = claims.get(fate.claim);
    if (known === undefined || !isSaved(known)) claims.set(fate.claim, fate);
  }
  return fates.filter(
    (fate) =>
      (fate.method === 'error' ||
        (!NOT_THERE.includes(fate.rule) && !NO_DATA.includes(fate.source ?? ''))) &&
      (fate.claim === null || claims.get(fate.claim) === fate),
  );
}

function isSaved({ method }: VolumeFate): boolean {
  return method !== 'none' && method !== 'error' && method !== 'unknown';
}

/** One entry for each namespace with volumes, in the order of their names. */
export function countVolumes(fates: readonly VolumeFate[]): readonly VolumeCounts[] {
  const counts = new Map<string, { saved: number; notSaved: number; unknown: number }>();
  for (const fate of withData(fates)) {
    const namespace = (fate.pod ?? fate.claim ?? '/').split('/')[0] ?? '';
    const known = counts.get(namespace) ?? { saved: 0, notSaved: 0, unknown: 0 };
    known[kindOf(fate)] += 1;
    counts.set(namespace, known);
  }
  return [...counts]
    .map(([namespace, count]) => ({ namespace, ...count }))
    .sort((one, other) => (one.namespace < other.namespace ? -1 : 1));
}

function kindOf(fate: VolumeFate): 'saved' | 'notSaved' | 'unknown' {
  if (fate.method === 'unknown') return 'unknown';
  return isSaved(fate) ? 'saved' : 'notSaved';
}

/** Such as `volumes: 3 of 5 with data, 2 without (see --volumes)`. */
export function countText({ saved, notSaved, unknown }: VolumeCounts): string {
  const parts = [
    `${saved} of ${saved + notSaved + unknown} with data`,
    ...(notSaved === 0 ? [] : [`${notSaved} without`]),
    ...(unknown === 0 ? [] : [`${unknown} not known`]),
  ];
  const hint = notSaved + unknown === 0 ? '' : ' (see --volumes)';
  return `volumes: ${parts.join(', ')}${hint}`;
}

/** A table of the volumes, one that is not saved in red. */
export function volumesText(fates: readonly VolumeFate[], screen: Screen): string {
  const rows = withData(fates);
  if (rows.length === 0) return 'No volume that outlives its pod is in the backup.';
  return table(rows, columns(screen), screen);
}

function columns({ style }: Screen): readonly Column<VolumeFate>[] {
  return [
    {
      title: 'VOLUME',
      text: ({ pod, volume, claim, persistentVolume }) =>
        claim ?? (pod === null ? (persistentVolume ?? '') : `${pod}:${volume}`),
    },
    { title: 'POD', text: ({ pod }) => pod?.split('/')[1] ?? '-', dropOrder: 1 },
    {
      title: 'DATA',
      text: ({ method }) => METHODS[method],
      paint: (fate, cell) => (isSaved(fate) ? style.good(cell) : style.bad(cell)),
    },
    { title: 'WHY', text: ({ rule }) => VOLUME_RULES[rule], isElastic: true },
  ];
}

const METHODS: Readonly<Record<VolumeFate['method'], string>> = {
  'csi-data-mover': 'CSI snapshot, moved',
  'csi-snapshot': 'CSI snapshot',
  error: 'lost, with its object',
  'fs-backup': 'files copied',
  'native-snapshot': 'snapshot',
  none: 'not saved',
  unknown: 'not known',
};

/**
 * What becomes of the data behind an object: of a claim, of a PersistentVolume, or of a pod's volumes that outlive it.
 * One sentence for each volume; none for an object of another type.
 */
export function dataStory(fates: readonly VolumeFate[], key: string): readonly string[] {
  const [resource = '', namespace = '', name = ''] = key.split('/');
  const place = `${namespace}/${name}`;
  const isMeant: Readonly<Record<string, (fate: VolumeFate) => boolean>> = {
    persistentvolumeclaims: ({ claim }) => claim === place,
    persistentvolumes: ({ persistentVolume }) => persistentVolume === name,
    pods: ({ pod, source }) => pod === place && !NO_DATA.includes(source ?? ''),
  };
  const chosen = Object.hasOwn(isMeant, resource) ? isMeant[resource] : undefined;
  return fates.filter((fate) => chosen?.(fate) === true).map(sentenceOf);
}

function sentenceOf(fate: VolumeFate): string {
  const { claim, pod, volume, persistentVolume, method, rule } = fate;
  const what = claim ?? persistentVolume ?? volume ?? '';
  const where = pod === null ? '' : `, in pod ${pod},`;
  const clause = `${VOLUME_RULES[rule]} (kbt explain ${rule})`;
  if (method === 'unknown')
    return `Whether the data of ${what}${where} is saved is not known: ${clause}.`;
  if (method === 'error') return `The data of ${what}${where} is lost, with its object: ${clause}.`;
  return isSaved(fate)
    ? `The data of ${what}${where} is saved, by ${WAYS[method]}: ${clause}.`
    : `The data of ${what}${where} is not saved: ${clause}.`;
}

const WAYS: Readonly<Record<VolumeFate['method'], string>> = {
  'csi-data-mover': 'a CSI snapshot that is moved into the store',
  'csi-snapshot': 'a CSI snapshot, which stays in the storage system',
  error: 'nothing',
  'fs-backup': 'a copy of its files',
  'native-snapshot': 'a snapshot of the provider',
  none: 'nothing',
  unknown: 'nothing that is known',
};
