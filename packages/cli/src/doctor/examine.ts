// Room: What is wrong with a whole installation. May import any room that does not need it.
import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { serverHealth, whyNotRead } from '../cluster/velero-health.js';
import { isVelero, veleroImages, veleroInCluster } from '../cluster/velero-version.js';
import type { ClusterFacts, Facts } from '../facts/facts.js';
import type { TargetView } from '../published/target-view.js';
import type { Protection } from '../status/protection.js';
import type { VeleroRelease } from '../velero/velero-release.js';
import { checkLeftovers } from './check-leftovers.js';
import { checkLooseBackups, checkSchedules, checkStorage } from './check-objects.js';
import { checkSpecs } from './check-specs.js';
import { type DoctorFinding, finding } from './finding.js';

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
    ...checkSpecs(cluster, release.version),
    ...checkSchedules({ cluster, now, veleroVersion: release.version }),
    ...checkLooseBackups(cluster, now),
    ...applications.flatMap(checkApplication),
    ...(views === undefined ? [] : checkLeftovers(cluster, views, facts)),
  ];
}

function checkVersion(
  cluster: ClusterFacts,
  { version, source, warning }: VeleroRelease,
): DoctorFinding {
  const check = 'velero-version';
  if (source === 'option')
    return finding('ok', check, null, `${version}, as the command line says`);
  const deployment = cluster.deployments.find(isVelero);
  if (veleroInCluster(cluster) === undefined) {
    const image = deployment === undefined ? undefined : veleroImages(deployment)[0];
    const why =
      image === undefined
        ? (whyNotRead(cluster, 'deployments') ?? 'no Deployment of Velero was found')
        : `the image ${image} names no release`;
    return finding('warning', check, null, `${why}: the rules of ${version} are used`, {
      remedy: 'Name the release with --velero-version.',
    });
  }
  const { rules } = resolveVeleroVersion(version);
  const message = `${version}: the rules of ${rules.release}, cron by ${rules.cronLibrary}`;
  return finding(warning === null ? 'ok' : 'warning', check, null, message);
}

/** Velero's server; where none was found, the release is not known either, and that says so. */
function checkServer(cluster: ClusterFacts): DoctorFinding[] {
  const { state, detail, command } = serverHealth(cluster);
  if (state === 'unknown') return [];
  const extra = command === undefined ? {} : { command };
  return [finding(state === 'ok' ? 'ok' : 'error', 'velero-server', null, detail, extra)];
}

/** An application that is not protected, or of which that is not known. */
function checkApplication(one: Protection): DoctorFinding[] {
  const { app, state, detail, remedy, command, step } = one;
  if (state === 'protected') return [];
  return [
    finding(
      state === 'unknown' ? 'warning' : 'error',
      'application',
      app,
      `is ${state}: ${step ?? 'last-backup'}: ${detail}`,
      {
        ...(remedy === null ? {} : { remedy }),
        ...(command === null ? {} : { command }),
      },
    ),
  ];
}
