import { toSchedule, VeleroError } from '@k8s-backup-target/velero';
import { veleroInCluster } from '../cluster/velero-version.js';
import type { Options, Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { OutputOf, Report } from '../command/report.js';
import { compareSchedules, type Wanted } from '../diff/compare-schedules.js';
import { diffText } from '../diff/diff-text.js';
import type { Facts } from '../facts/facts.js';
import { labelTest, selectRows } from '../formats/label-selector.js';
import { sortRows } from '../formats/sort-rows.js';
import { gather } from '../gather/gather.js';
import type { Difference } from '../generated/output.js';
import { publishedIn } from '../published/published-in.js';
import type { TargetView } from '../published/target-view.js';
import {
  incompleteNotes,
  isIncomplete,
  skippedNotes,
  unknownNotes,
} from '../published/unknown-notes.js';
import { viewTargets } from '../published/view-targets.js';
import { NEEDS } from '../rbac/needs.js';
import { veleroRelease } from '../velero/velero-release.js';
import { labelsOfTarget } from '../wanted/labels-of-target.js';
import { makingFor } from '../wanted/schedule-options.js';

/** Compares what is wanted with what is in the cluster; see `Difference`. */
export const run: Run = async (invocation) => {
  const { words, options } = invocation;
  const facts = await gather(invocation, words, {
    juju: { configOf: [], withReceivers: false },
    velero: NEEDS.diff.velero,
  });
  const { cluster } = facts;
  if (cluster === undefined) {
    throw new CannotRunError(
      'usage',
      'diff needs a cluster: name one with --context, or give its Schedules as a file',
    );
  }
  const { version } = veleroRelease(options, veleroInCluster(cluster));
  const views = await viewTargets(publishedIn(facts, options, 'diff'), version);
  const wanted = views.flatMap((view) => wantedOf(view, facts, options, version));
  const heldBack = views.filter((view) => !wanted.some((one) => one.view === view));
  const found = compareSchedules({ wanted, heldBack, facts, cluster });
  const differences = await sortRows(
    selectRows(found, options, ({ labels }) => labels),
    options,
  );
  const isListed = labelTest(options) ?? (() => true);
  const skipped = heldBack.filter(
    (view) => !isUnknown(view) && isListed(labelsOfTarget(view, cluster)),
  );
  // Where nothing is wanted and nothing is there, nothing was compared.
  const isNothing = views.length === 0 && found.length === 0;
  const mayMissSome = isNothing || isIncomplete(facts) || views.some(isUnknown);
  return {
    exitCode: exitCodeOf(differences, skipped, mayMissSome, options),
    notes: [...incompleteNotes(facts), ...unknownNotes(views, facts), ...skippedNotes(skipped)],
    data: { cluster: cluster.name, veleroVersion: version, differences } satisfies OutputOf<'diff'>,
    rows: differences.map((data) => ({ name: `${data.namespace}/${data.name}`, data })),
    text: (screen) => diffText(differences, screen),
  };
};

/** What an application publishes that the input does not show may be in the cluster or not. */
function isUnknown({ state }: TargetView): boolean {
  return state === 'unknown';
}

/** What is published and not taken has no Schedule that could agree with it. */
function exitCodeOf(
  differences: readonly Difference[],
  skipped: readonly TargetView[],
  mayMissSome: boolean,
  { allowUnknown }: Options,
): Report['exitCode'] {
  const isBad = differences.some(({ state }) => state !== 'same' && state !== 'unknown');
  if (isBad || skipped.length > 0) return 1;
  const isAnyUnknown = mayMissSome || differences.some(({ state }) => state === 'unknown');
  return isAnyUnknown && allowUnknown !== true ? 2 : 0;
}

function wantedOf(
  view: TargetView,
  facts: Facts,
  options: Options,
  veleroVersion: string,
): Wanted[] {
  const { target, state } = view;
  if (target === null || state === 'claimed' || state === 'refused') return [];
  const { schedule, managedBy, namespace } = makingFor(view, facts, options, veleroVersion);
  const { cron } = schedule;
  if (cron === undefined) {
    throw new CannotRunError(
      'usage',
      "what is wanted has no schedule: give --schedule '0 2 * * *', or the integrator's juju config",
    );
  }
  try {
    const made = toSchedule(target, { ...schedule, cron }, { managedBy, namespace });
    return [{ view, target, schedule: made }];
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return [];
  }
}
