import { HookCommands } from '@k8s-backup-target/juju';
import { type HookSession, JujuSimulator } from '@k8s-backup-target/juju-testing';
import { TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { Memory } from '../../examples/integrator-charm/src/memory.js';

/** The memory of a deployment, whose peer relation holds this. */
export async function remembering(
  stored: Readonly<Record<string, string>>,
): Promise<{ memory: Memory; session: HookSession; kept: () => Readonly<Record<string, string>> }> {
  const simulator = new JujuSimulator({ name: 'production' });
  simulator.addApplication('integrator', { charmDir: TYPESCRIPT_REQUIRER });
  const [peers] = simulator.relations;
  if (peers === undefined) throw new Error('there is no peer relation');
  simulator.setDatabag(peers, 'integrator', stored);
  await simulator.settle();
  const session = simulator.open(simulator.hook('integrator/0', 'update-status'));
  const memory = await Memory.read(new HookCommands(session.context, session.runner));
  if (memory === null) throw new Error('it cannot be read');
  return { memory, session, kept: () => simulator.databag(peers, 'integrator') };
}
