import { veleroInCluster } from '../cluster/velero-version.js';
import { now } from '../command/clock.js';
import type { Options, Run } from '../command/command.js';
import type { OutputOf, Report } from '../command/report.js';
import { gather } from '../gather/gather.js';
import { withVolumes } from '../gather/gather-volumes.js';
import { publishedIn } from '../published/published-in.js';
import { incompleteNotes } from '../published/unknown-notes.js';
import { viewTargets } from '../published/view-targets.js';
import { NEEDS } from '../rbac/needs.js';
import { type ProtectionState, protectionOf } from '../status/protection.js';
import { veleroRelease } from '../velero/velero-release.js';
import { chainData, chainOf } from '../why/chain.js';
import { chainText } from '../why/chain-text.js';
import { notRelated, viewsOf } from '../why/not-related.js';

/** Follows an application from its relation to its last Backup; see `Chain`. */
export const run: Run = async (invocation) => {
  const [app = '', ...files] = invocation.words;
  const { options, io } = invocation;
  const facts = await gather(invocation, files, {
    juju: { configOf: [app], withReceivers: true },
    velero: NEEDS.why.velero,
  });
  const { version } = veleroRelease(options, veleroInCluster(facts.cluster));
  const published = publishedIn(facts, options, 'why');
  const views = await viewTargets(published, version);
  const bare = { facts, views, options, veleroVersion: version, now: now(io.env) };
  const context = await withVolumes(bare, viewsOf(app, views), invocation);
  const found = viewsOf(app, views);
  const chains =
    found.length > 0
      ? found.map((view) => chainOf(app, view, context))
      : [notRelated(app, views, facts)];
  const states = found.map((view) => protectionOf(view, context, undefined).state);
  return {
    exitCode: exitCodeOf(states, options),
    notes: incompleteNotes(facts),
    data: { veleroVersion: version, chains: chains.map(chainData) } satisfies OutputOf<'why'>,
    text: (screen) => chains.map((chain) => chainText(chain, screen)).join('\n\n'),
  };
};

/** As `kbt status` says; 1 too where no relation is with it. Unknown is never fine, unless the user says so. */
function exitCodeOf(states: readonly ProtectionState[], options: Options): Report['exitCode'] {
  const isBad = states.some((state) => state === 'not-protected' || state === 'at-risk');
  if (isBad || states.length === 0) return 1;
  return states.includes('unknown') && options['allowUnknown'] !== true ? 2 : 0;
}
