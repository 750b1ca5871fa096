import { veleroInCluster } from '../cluster/velero-version.js';
import { now } from '../command/clock.js';
import type { Invocation, Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { OutputOf } from '../command/report.js';
import { doctorText } from '../doctor/doctor-text.js';
import { examine } from '../doctor/examine.js';
import type { ClusterFacts, Facts } from '../facts/facts.js';
import { gather, inUse } from '../gather/gather.js';
import { withVolumes } from '../gather/gather-volumes.js';
import { textOf } from '../input/fields.js';
import { collectPublished } from '../published/collect-published.js';
import type { TargetView } from '../published/target-view.js';
import { incompleteNotes, isIncomplete } from '../published/unknown-notes.js';
import { viewTargets } from '../published/view-targets.js';
import { NEEDS } from '../rbac/needs.js';
import { protectionOf } from '../status/protection.js';
import { veleroRelease } from '../velero/velero-release.js';

/** Looks at a cluster's Velero; see `DoctorFinding`. */
export const run: Run = async (invocation) => {
  const { words, options } = invocation;
  const facts = await gather(withCluster(invocation), words, {
    pipe: false,
    velero: NEEDS.doctor.velero,
    juju: { configOf: [], withReceivers: true },
  });
  const { cluster } = facts;
  if (cluster === undefined) {
    throw new CannotRunError(
      'usage',
      "doctor needs a cluster: name one with --context, or give Velero's objects as a file",
    );
  }
  const release = veleroRelease(options, veleroInCluster(cluster));
  const views = await publishedTargets(facts, options, release.version);
  const at = now(invocation.io.env);
  const bare = { facts, views: views ?? [], options, veleroVersion: release.version, now: at };
  const context = await withVolumes(bare, bare.views, invocation);
  const applications = (views ?? []).map((view) => protectionOf(view, context, undefined));
  const findings = examine(cluster, release, views, applications, facts, at);
  const isUnknown =
    cluster.notRead.length > 0 ||
    isIncomplete(facts) ||
    isEmpty(cluster) ||
    applications.some(({ state }) => state === 'unknown');
  const isNotFine = isUnknown && options['allowUnknown'] !== true;
  return {
    notes: incompleteNotes(facts),
    exitCode: findings.some(({ state }) => state === 'error') ? 1 : isNotFine ? 2 : 0,
    data: {
      cluster: cluster.name,
      veleroVersion: release.version,
      findings,
    } satisfies OutputOf<'doctor'>,
    text: (screen) => doctorText(cluster.name, findings, screen),
  };
};

/** True where there is nothing of Velero to look at. */
function isEmpty({ schedules, backups, storageLocations, deployments }: ClusterFacts): boolean {
  return [schedules, backups, storageLocations, deployments].every(({ length }) => length === 0);
}

/**
 * Without files and without a name, it looks at the cluster in use. Standard input is read only for `-`: in a
 * script or over ssh it is not a terminal either, and may never end.
 */
function withCluster(invocation: Invocation): Invocation {
  const { words, options } = invocation;
  return words.length > 0 ? invocation : { ...invocation, options: inUse(options) };
}

async function publishedTargets(
  facts: Facts,
  options: Invocation['options'],
  veleroVersion: string,
): Promise<readonly TargetView[] | undefined> {
  if (facts.units.length === 0) return undefined;
  return viewTargets(collectPublished(facts, textOf(options['endpoint'])), veleroVersion);
}
