import { snapshotLocationFaults, type ValidationIssue } from '@k8s-backup-target/preview';
import type { ClusterFacts } from '../facts/facts.js';
import * as steps from '../generated/step-templates.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import { sentence } from '../words/sentence.js';
import { defaultSnapshotLocations, serverWords } from './server-options.js';
import { type Health, unknownHealth, whyNotRead } from './velero-health.js';
import { metadataOf } from './velero-objects.js';
import { veleroServer } from './velero-version.js';

/** What Velero refuses of the VolumeSnapshotLocations of a Backup, and what is not known of them. */
export interface SnapshotVerdict {
  readonly faults: readonly ValidationIssue[];
  /** Undefined where everything is known. */
  readonly unknown: string | undefined;
}

/** Where a fault is that no name of the Backup has: its provider has too many locations. */
const ALL_NAMES = '/volumeSnapshotLocations';

/**
 * Judges the locations of a Backup, as far as the input tells: in files, one that is missing may not have been
 * given, and without the server's Deployment its defaults are not known.
 *
 * @param names those that the Backup names.
 */
export function judgeSnapshotLocations(
  cluster: ClusterFacts,
  namespace: string,
  names: readonly string[],
): SnapshotVerdict {
  const forbidden = whyNotRead(cluster, 'volumesnapshotlocations');
  if (forbidden !== undefined) return { faults: [], unknown: forbidden };
  const locations = locationsIn(cluster, namespace);
  const isGiven = (name: string) => locations.some((location) => location.name === name);
  const notGiven = cluster.isWhole ? undefined : names.find((name) => !isGiven(name));
  const known = cluster.isWhole ? names : names.filter(isGiven);
  const defaults = defaultsIn(cluster);
  const faults = snapshotLocationFaults(known, { locations, defaults });
  if (notGiven !== undefined) {
    const certain = faults.filter(({ path }) => path !== ALL_NAMES);
    return { faults: certain, unknown: `the VolumeSnapshotLocation ${notGiven} was not given` };
  }
  const [ambiguous] = faults.filter(({ path }) => path === ALL_NAMES);
  return ambiguous === undefined || defaults !== undefined
    ? { faults, unknown: undefined }
    : { faults: [], unknown: `${ambiguous.message}, or its Deployment was not given` };
}

function locationsIn({ isWhole, snapshotLocations }: ClusterFacts, namespace: string) {
  return snapshotLocations
    .filter((one) => isWhole || metadataOf(one).namespace === namespace)
    .map((one) => ({
      name: metadataOf(one).name,
      provider: textOf(fieldsOf(one['spec'])['provider']) ?? '',
    }));
}

/** Undefined where the server was not found. */
function defaultsIn({ deployments }: ClusterFacts): Readonly<Record<string, string>> | undefined {
  const words = serverWords(deployments);
  if (words !== undefined) return defaultSnapshotLocations(words);
  return veleroServer(deployments) !== undefined ? {} : undefined;
}

/** Tells whether Velero finds the VolumeSnapshotLocations of a Schedule's Backups; undefined where it does. */
export function snapshotHealth(cluster: ClusterFacts, schedule: Fields): Health | undefined {
  const { namespace } = metadataOf(schedule);
  const { faults, unknown } = judgeSnapshotLocations(cluster, namespace, snapshotsOf(schedule));
  const [fault] = faults;
  if (fault === undefined) {
    return unknown === undefined
      ? undefined
      : unknownHealth(steps.storageSnapshots, { reason: unknown });
  }
  const { rule, message, remedy } = fault;
  const command = shell`kubectl get volumesnapshotlocations.velero.io -n ${namespace}`;
  const said = { state: 'failed', rule, detail: message, command } as const;
  return remedy === undefined ? said : { ...said, remedy: sentence(remedy) };
}

/** The VolumeSnapshotLocations that a Schedule names. */
export function snapshotsOf(schedule: Fields): readonly string[] {
  const { volumeSnapshotLocations } = fieldsOf(fieldsOf(schedule['spec'])['template']);
  return listOf(volumeSnapshotLocations).flatMap((name) => textOf(name) ?? []);
}
