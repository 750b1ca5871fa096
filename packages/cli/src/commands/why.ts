import { veleroInCluster } from '../cluster/velero-version.js';
import { now } from '../command/clock.js';
import type { Options, Run } from '../command/command.js';
import type { OutputOf, Report } from '../command/report.js';
import { gather } from '../gather/gather.js';
import { publishedIn } from '../published/published-in.js';
import { cutOffNotes } from '../published/unknown-notes.js';
import { viewTargets } from '../published/view-targets.js';
import { NEEDS } from '../rbac/needs.js';
import { veleroRelease } from '../velero/velero-release.js';
import { type Chain, chainData, chainOf } from '../why/chain.js';
import { chainText } from '../why/chain-text.js';
import { notRelated, viewsOf } from '../why/not-related.js';
import type { StepState } from '../why/step.js';

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
  const context = { facts, views, options, veleroVersion: version, now: now(io.env) };
  const found = viewsOf(app, views).map((view) => chainOf(app, view, context));
  const chains = found.length > 0 ? found : [notRelated(app, views, facts)];
  return {
    exitCode: exitCodeOf(chains, options),
    notes: cutOffNotes(facts),
    data: { veleroVersion: version, chains: chains.map(chainData) } satisfies OutputOf<'why'>,
    text: (screen) => chains.map((chain) => chainText(chain, screen)).join('\n\n'),
  };
};

/** Unknown is never fine, unless the user says so. */
function exitCodeOf(chains: readonly Chain[], options: Options): Report['exitCode'] {
  const has = (wanted: StepState) =>
    chains.some(({ steps }) => steps.some(({ state }) => state === wanted));
  if (has('failed')) return 1;
  return has('unknown') && options['allowUnknown'] !== true ? 2 : 0;
}
