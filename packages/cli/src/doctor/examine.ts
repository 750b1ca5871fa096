// Room: What is wrong with a whole installation. May import any room that does not need it.

import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { serverHealth, whyNotRead } from '../cluster/velero-health.js';
import { veleroImages, veleroInCluster, veleroServer } from '../cluster/velero-version.js';
import type { ClusterFacts, Facts } from '../facts/facts.js';
import * as templates from '../generated/cluster-templates.js';
import type { DoctorFinding, Protection } from '../generated/output.js';
import type { TargetView } from '../published/target-view.js';
import type { VeleroRelease } from '../velero/velero-release.js';
import { checkLeftovers } from './check-leftovers.js';
import {
  checkLooseBackups,
  checkSchedules,
  checkSnapshotStorage,
  checkStorage,
} from './check-objects.js';
import { checkOverlaps } from './check-overlaps.js';
import { checkSpecs } from './check-specs.js';
import { finding, found } from './finding.js';

/**
 * Looks at a cluster's Velero.
 *
 * @param views the targets that are published; undefined where no requirer was given: whether a Schedule's
 * target is gone is not judged then.
 * @param applications how well the application of each of these is protected.
 */
export function examine(
  cluster: ClusterFacts,
  release: VeleroRelease,
  views: readonly TargetView[] | undefined,
  applications: readonly Protection[],
  facts: Facts,
  now: Date,
): readonly DoctorFinding[] {
  return [
    checkVersion(cluster, release),
    ...checkServer(cluster),
    ...checkStorage(cluster, now),
    ...checkSnapshotStorage(cluster),
    ...checkSpecs(cluster, release.version),
    ...checkSchedules({ cluster, now, veleroVersion: release.version }),
    ...checkOverlaps(cluster),
    ...checkLooseBackups(cluster, now),
    ...applications.flatMap(checkApplication),
    ...(views === undefined ? [] : checkLeftovers(cluster, views, facts)),
  ];
}

function checkVersion(
  cluster: ClusterFacts,
  { version, source, warning }: VeleroRelease,
): DoctorFinding {
  if (source === 'option') return finding(templates.veleroVersionOption, { version }, null);
  if (veleroInCluster(cluster) === undefined) return unknownVersion(cluster, version);
  const { rules } = resolveVeleroVersion(version);
  const values = { version, release: rules.release, library: rules.cronLibrary };
  return warning === null
    ? finding(templates.veleroVersionCluster, values, null)
    : finding(templates.veleroVersionNearest, values, null);
}

function unknownVersion(cluster: ClusterFacts, version: string): DoctorFinding {
  const deployment = veleroServer(cluster.deployments);
  const image = deployment === undefined ? undefined : veleroImages(deployment)[0];
  if (image !== undefined) return finding(templates.veleroVersionImage, { image, version }, null);
  const reason = whyNotRead(cluster, 'deployments');
  return reason === undefined
    ? finding(templates.veleroVersionMissing, { version }, null)
    : finding(templates.veleroVersionForbidden, { reason, version }, null);
}

/** Velero's server; where none was found, the release is not known either, and that says so. */
function checkServer(cluster: ClusterFacts): DoctorFinding[] {
  const { verdict, command } = serverHealth(cluster);
  return verdict === undefined ? [] : [found(verdict, null, command)];
}

/** An application that is not protected, or of which that is not known. */
function checkApplication(one: Protection): DoctorFinding[] {
  const { app, state, detail, remedy, command } = one;
  if (state === 'protected') return [];
  const step = one.step ?? 'last-backup';
  const verdict =
    state === 'unknown'
      ? finding(templates.applicationUnknown, { step, detail }, app, command)
      : finding(templates.applicationState, { state, step, detail }, app, command);
  return [{ ...verdict, remedy }];
}
