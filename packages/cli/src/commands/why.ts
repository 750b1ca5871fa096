import { veleroInCluster } from '../cluster/velero-version.js';
import { now } from '../command/clock.js';
import type { Run } from '../command/command.js';
import { gather } from '../gather/gather.js';
import { publishedIn } from '../published/published-in.js';
import { cutOffNotes } from '../published/unknown-notes.js';
import { viewTargets } from '../published/view-targets.js';
import { veleroRelease } from '../velero/velero-release.js';
import { type Chain, chainOf } from '../why/chain.js';
import { chainData } from '../why/chain-data.js';
import { chainText } from '../why/chain-text.js';
import { viewsOf } from '../why/find-views.js';
import { notRelated } from '../why/not-related.js';

/** Follows an application from its relation to its last Backup; see `Chain`. */
export const run: Run = async (invocation) => {
  const [app = '', ...files] = invocation.words;
  const { options, io } = invocation;
  const facts = await gather(invocation, files, {
    juju: { configOf: [app], withReceivers: true },
  });
  const { version } = veleroRelease(options, veleroInCluster(facts.cluster));
  const published = publishedIn(facts, options, 'why');
  const views = await viewTargets(published, version);
  const context = { facts, views, veleroVersion: version, now: now(io.env) };
  const selected = viewsOf(app, views);
  const found = selected.map((view) => chainOf(app, view, context));
  const isUnknown = selected.some(({ state }) => state === 'unknown');
  const chains = found.length > 0 ? found : [notRelated(app, views, facts)];
  return {
    exitCode: chains.some(hasFailed) ? 1 : isUnknown ? 2 : 0,
    notes: cutOffNotes(facts),
    data: { veleroVersion: version, chains: chains.map(chainData) },
    text: (screen) => chains.map((chain) => chainText(chain, screen)).join('\n\n'),
  };
};

function hasFailed({ steps }: Chain): boolean {
  return steps.some(({ state }) => state === 'failed');
}
