import { veleroInCluster } from '../cluster/velero-version.js';
import { now } from '../command/clock.js';
import type { Options, Run } from '../command/command.js';
import { parseSeconds } from '../command/parse-seconds.js';
import type { OutputOf, Report } from '../command/report.js';
import { selectRows } from '../formats/label-selector.js';
import { sortRows } from '../formats/sort-rows.js';
import { gather } from '../gather/gather.js';
import { withVolumes } from '../gather/gather-volumes.js';
import type { Protection } from '../generated/output.js';
import { splitWords } from '../input/words.js';
import { publishedIn } from '../published/published-in.js';
import { incompleteNotes, isIncomplete, unknownNotes } from '../published/unknown-notes.js';
import { namedViews, viewTargets } from '../published/view-targets.js';
import { NEEDS } from '../rbac/needs.js';
import { prometheusText } from '../status/prometheus.js';
import { protectionOf, STATES } from '../status/protection.js';
import { statusText } from '../status/status-text.js';
import { veleroRelease } from '../velero/velero-release.js';
import { labelsOfTarget } from '../wanted/labels-of-target.js';

/** Says of each application whether it is protected, the worst first; see `Protection`. */
export const run: Run = async (invocation) => {
  const { words, options, io } = invocation;
  const { names, files } = splitWords(words, io);
  const facts = await gather(invocation, files, {
    juju: { configOf: [], withReceivers: true },
    velero: NEEDS.status.velero,
  });
  const { version } = veleroRelease(options, veleroInCluster(facts.cluster));
  const views = await viewTargets(publishedIn(facts, options, 'status'), version);
  const bare = { facts, views, options, veleroVersion: version, now: now(io.env) };
  const context = await withVolumes(bare, views, invocation);
  const maxAge = parseSeconds(options['maxAge'], '--max-age');
  const chosen = selectRows(namedViews(views, names), options, (view) =>
    labelsOfTarget(view, facts.cluster),
  );
  const judged = chosen
    .map((view) => protectionOf(view, context, maxAge))
    .sort((one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state));
  const applications = await sortRows(judged, options);
  return {
    exitCode: exitCodeOf(applications, options, isIncomplete(facts)),
    notes: [...incompleteNotes(facts), ...unknownNotes(views, facts)],
    data: {
      veleroVersion: version,
      volumes: context.volumes === undefined ? 'not-asked' : 'judged',
      applications,
    } satisfies OutputOf<'status'>,
    rows: applications.map((data) => ({ name: data.app, data })),
    text: (screen) =>
      options['output'] === 'prometheus'
        ? prometheusText(applications)
        : statusText(applications, context.now, context.volumes !== undefined, screen),
  };
};

/** Unknown is never fine, unless the user says so. */
function exitCodeOf(
  applications: readonly Protection[],
  options: Options,
  mayMissSome: boolean,
): Report['exitCode'] {
  const has = (state: Protection['state']) => applications.some((one) => one.state === state);
  if (has('not-protected') || has('at-risk')) return 1;
  const isUnknown = has('unknown') || mayMissSome || applications.length === 0;
  return isUnknown && options['allowUnknown'] !== true ? 2 : 0;
}
