import { namesCluster } from '../cluster/live.js';
import { veleroInCluster } from '../cluster/velero-version.js';
import { now } from '../command/clock.js';
import type { Options, Run } from '../command/command.js';
import type { OutputOf, Report } from '../command/report.js';
import { selectRows } from '../formats/label-selector.js';
import { sortRows } from '../formats/sort-rows.js';
import { gather } from '../gather/gather.js';
import { withVolumes } from '../gather/gather-volumes.js';
import type { Protection, Target, TargetProtection } from '../generated/output.js';
import { splitWords } from '../input/words.js';
import { table } from '../output/table.js';
import { publishedIn } from '../published/published-in.js';
import { incompleteNotes, isIncomplete, unknownNotes } from '../published/unknown-notes.js';
import { namedViews, viewTargets } from '../published/view-targets.js';
import { NEEDS } from '../rbac/needs.js';
import { protectionOf } from '../status/protection.js';
import { targetColumns } from '../targets/columns.js';
import { targetRow } from '../targets/row.js';
import { veleroRelease } from '../velero/velero-release.js';
import { labelsOfTarget } from '../wanted/labels-of-target.js';

/** Lists what is backed up, and what is not; see `Target`. */
export const run: Run = async (invocation) => {
  const { words, options, io } = invocation;
  const { names, files } = splitWords(words, io);
  const facts = await gather(invocation, files, {
    juju: { configOf: [], withReceivers: files.length > 0 || namesCluster(options) },
    velero: NEEDS.targets.velero,
  });
  const { cluster } = facts;
  const { version } = veleroRelease(options, veleroInCluster(cluster));
  const published = publishedIn(facts, options, 'targets');
  const views = await viewTargets(published, version);
  const at = { now: now(io.env), veleroVersion: version, cluster };
  const bare = { facts, views, options, ...at };
  const context = await withVolumes(bare, views, invocation);
  const chosen = selectRows(namedViews(views, names), options, (view) =>
    labelsOfTarget(view, cluster),
  );
  const found = chosen.map((view) =>
    targetRow(
      view,
      cluster === undefined ? null : shown(protectionOf(view, context, undefined)),
      at,
    ),
  );
  const rows = await sortRows(found, options);
  return {
    exitCode: exitCodeOf(rows, options, isIncomplete(facts)),
    notes: [
      ...incompleteNotes(facts),
      ...unknownNotes(views, facts),
      ...(cluster ? [] : [NO_CLUSTER]),
    ],
    data: {
      veleroVersion: version,
      cluster: cluster?.name ?? null,
      targets: rows,
    } satisfies OutputOf<'targets'>,
    rows: rows.map((data) => ({ name: data.app ?? data.relation, data })),
    text: (screen) =>
      rows.length === 0
        ? 'No application is related for backups.'
        : table(
            rows,
            targetColumns(
              screen.style,
              at.now,
              cluster !== undefined,
              new Set(rows.map(({ integratorModel }) => integratorModel)).size > 1,
            ),
            screen,
          ),
  };
};

const NO_CLUSTER =
  '# no cluster was asked: SPEC says what was published, not whether it is backed up; see --context';

function shown({ state, step, detail, lastGoodBackup }: Protection): TargetProtection {
  return { state, step, detail, lastGoodBackup };
}

const ACCEPTED: ReadonlySet<string> = new Set(['ok', 'warning', 'unknown']);

/** Of specs alone 0 if all are accepted; with a cluster 0 if all are protected. Unknown is never fine. */
function exitCodeOf(
  rows: readonly Target[],
  options: Options,
  mayMissSome: boolean,
): Report['exitCode'] {
  const states = rows.map(({ state, protection }) => protection?.state ?? state);
  if (rows.some(isBad)) return 1;
  // Where nothing is related there was nothing to judge, which is not the same as all being well.
  const isUnknown = mayMissSome || rows.length === 0 || states.includes('unknown');
  return isUnknown && options['allowUnknown'] !== true ? 2 : 0;
}

function isBad({ state, protection }: Target): boolean {
  if (protection === null) return !ACCEPTED.has(state);
  return protection.state === 'not-protected' || protection.state === 'at-risk';
}
