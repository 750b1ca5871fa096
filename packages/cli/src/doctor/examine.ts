import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { schedulesOf } from '../cluster/find-schedule.js';
import { metadataOf } from '../cluster/velero-objects.js';
import { isVelero, veleroImages, veleroInCluster } from '../cluster/velero-version.js';
import type { ClusterFacts, Facts } from '../facts/facts.js';
import { textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import type { VeleroRelease } from '../velero/velero-release.js';
import { isOfAnotherIntegrator } from '../wanted/ownership.js';
import { checkSchedules, checkStorage, checkTtls } from './check-objects.js';
import { type DoctorFinding, finding } from './finding.js';

/**
 * Looks at a cluster's Velero.
 *
 * @param views the targets that are published; undefined where no requirer was given: whether a Schedule's
 * target is gone is not judged then.
 */
export function examine(
  cluster: ClusterFacts,
  release: VeleroRelease,
  views: readonly TargetView[] | undefined,
  facts: Facts,
  now: Date,
): readonly DoctorFinding[] {
  return [
    checkVersion(cluster, release),
    ...checkStorage(cluster),
    ...checkTtls(cluster),
    ...checkSchedules({ cluster, now, veleroVersion: release.version }),
    ...(views === undefined ? [] : checkTargets(cluster, views, facts)),
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
        ? 'no Deployment of Velero was found'
        : `the image ${image} names no release`;
    return finding('warning', check, null, `${why}: the rules of ${version} are used`, {
      remedy: 'Name the release with --velero-version.',
    });
  }
  const { rules } = resolveVeleroVersion(version);
  const message = `${version}: the rules of ${rules.release}, cron by ${rules.cronLibrary}`;
  return finding(warning === null ? 'ok' : 'warning', check, null, message);
}

/** Schedules that say they are of a target which nobody publishes, or of one that is refused now. */
function checkTargets(
  cluster: ClusterFacts,
  views: readonly TargetView[],
  facts: Facts,
): DoctorFinding[] {
  const wanted = new Set(
    views.flatMap(({ target }) => (target === null ? [] : schedulesOf(target, cluster))),
  );
  return cluster.schedules.flatMap((schedule) => {
    const { name, namespace, labels } = metadataOf(schedule);
    const app = textOf(labels['app']);
    if (app === undefined || textOf(labels['endpoint']) === undefined || wanted.has(schedule))
      return [];
    if (isOfAnotherIntegrator(schedule, facts)) return [];
    const refused = views.find((view) => view.state === 'refused' && appOf(view) === app);
    if (refused !== undefined) {
      const why = `is of ${app}, whose target is refused: it goes on as it was`;
      return [
        finding('warning', 'schedule-without-target', `schedule/${name}`, why, {
          remedy: `Correct the target; \`${shell`kbt why ${app}`}\` says what is wrong with it.`,
        }),
      ];
    }
    const message = `is of ${app}, which publishes no target: it goes on making backups`;
    return [
      finding('warning', 'schedule-without-target', `schedule/${name}`, message, {
        remedy: 'Delete it if the application is gone for good; its Backups stay.',
        command: shell`velero schedule delete ${name} -n ${namespace}`,
      }),
    ];
  });
}

/** The application that a target is of; what is refused may name only who published it. */
function appOf({ target, published }: TargetView): string | null {
  return target?.app ?? published.remoteApp;
}
