/** The life that a sample's charm must survive: hostile neighbours, and whatever Juju does to its units. */
import {
  type HookProcessRecord,
  type JujuAgent,
  JujuSimulator,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';

/** A target of `app` in the model `prod`. */
function entry(app: string, relation_name: string, spec: object): object {
  return { app, relation_name, model: 'prod', spec };
}

/** What neighbours publish, by the name of the application. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  good: JSON.stringify([entry('good', 'backup', { ttl: '72h' })]),
  odd: JSON.stringify([
    entry('odd', 'zero', { ttl: '0h' }),
    entry('odd', 'wild', { include_namespaces: ['*', 'a'] }),
    entry('odd', 'label', { label_selector: { 'no/such/key': 'x' } }),
    entry('odd', 'long', { label_selector: { ['k'.repeat(200_000)]: 5 } }),
    entry('odd', 'nul\0', { include_namespaces: ['\0'] }),
    entry('good', 'backup', { ttl: '1s' }),
    { ...entry('odd', 'backup', {}), model: 'm'.repeat(200_000) },
  ]),
  broken: JSON.stringify(Array.from({ length: 3000 }, () => ({ spec: 'none' }))),
};

/** What a neighbour publishes by mistake: its job stays as it was. */
const SLIP = JSON.stringify([entry('good', 'backup', { ttl: '24H' })]);

/** Called after each part of the life, with its name and the hooks that ran in it. */
export type Watch = (part: string, records: readonly HookProcessRecord[]) => void;

/**
 * Runs the charm, which has two units, through its life.
 *
 * @throws HookFailedError when a hook fails
 */
export async function liveWithNeighbours(
  charmDir: string,
  endpoint: string,
  agent: JujuAgent,
  watch: Watch,
): Promise<JujuSimulator> {
  const simulator = new JujuSimulator({ name: 'prod' });
  simulator.addApplication('sample', { units: 2, charmDir });
  const relations = Object.keys(NEIGHBOURS).map((app) => {
    simulator.addApplication(app);
    return [app, simulator.relate(`sample:${endpoint}`, `${app}:other`)] as const;
  });
  await simulator.settle();
  const live = async (part: string, change: () => void) => {
    change();
    watch(part, await settleProcesses(simulator, { agent }));
  };
  const publish = (app: string, entries: string) => {
    const [, relation] = relations.find(([name]) => name === app) ?? [];
    if (relation !== undefined) simulator.setDatabag(relation, app, { backup_targets: entries });
  };
  await live('neighbours publish', () => {
    for (const [app, entries] of Object.entries(NEIGHBOURS)) publish(app, entries);
  });
  await live('a good one slips', () => publish('good', SLIP));
  await live('and is mended', () => publish('good', NEIGHBOURS['good'] ?? ''));
  await live('another leads', () => simulator.setLeader('sample', 'sample/1'));
  await live('refresh', () => simulator.upgradeCharm('sample'));
  await live('a bad ttl in the config', () => simulator.setConfig('sample', { ttl: '30 days' }));
  await live('the leader is removed', () => simulator.removeUnit('sample/1'));
  await live('a neighbour goes', () => {
    const [, gone] = relations.at(-1) ?? [];
    if (gone !== undefined) simulator.removeRelation(gone);
  });
  return simulator;
}
