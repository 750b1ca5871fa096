import { NEEDS } from '../cluster/needs.js';
import { veleroInCluster } from '../cluster/velero-version.js';
import { now } from '../command/clock.js';
import type { Run } from '../command/command.js';
import { gather } from '../gather/gather.js';
import { table } from '../output/table.js';
import { publishedIn } from '../published/published-in.js';
import { cutOffNotes, isCutOff, unknownNotes } from '../published/unknown-notes.js';
import { viewTargets } from '../published/view-targets.js';
import { targetColumns } from '../targets/columns.js';
import { type TargetRow, targetRow } from '../targets/row.js';
import { veleroRelease } from '../velero/velero-release.js';

/** Lists what is backed up, and what is not; see `TargetRow`. */
export const run: Run = async (invocation) => {
  const { words, options, io } = invocation;
  const facts = await gather(invocation, words, { velero: NEEDS.targets.velero });
  const { cluster } = facts;
  const { version } = veleroRelease(options, veleroInCluster(cluster));
  const published = publishedIn(facts, options, 'targets');
  const views = await viewTargets(published, version);
  const at = { now: now(io.env), veleroVersion: version, cluster };
  const rows = views.map((view) => targetRow(view, at));
  return {
    exitCode: exitCodeOf(rows, isCutOff(facts)),
    notes: [...cutOffNotes(facts), ...unknownNotes(views)],
    data: { veleroVersion: version, targets: rows },
    text: (screen) =>
      rows.length === 0
        ? 'No application is related for backups.'
        : table(rows, targetColumns(screen.style, at.now, cluster !== undefined), screen),
  };
};

const ACCEPTED: ReadonlySet<string> = new Set(['ok', 'warning', 'unknown']);

function exitCodeOf(rows: readonly TargetRow[], mayMissSome: boolean): 0 | 1 | 2 {
  if (rows.some(({ state }) => !ACCEPTED.has(state))) return 1;
  return mayMissSome || rows.some(({ state }) => state === 'unknown') ? 2 : 0;
}
