/** In which hooks and actions the integrator in TypeScript does anything. */
import { HookCommands } from '@k8s-backup-target/juju';
import { JujuSimulator } from '@k8s-backup-target/juju-testing';
import { TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { beforeEach, expect, it } from 'vitest';
import { workOf } from '../../examples/integrator-charm/src/hook-work.js';

let simulator: JujuSimulator;

beforeEach(() => {
  simulator = new JujuSimulator({ name: 'production' });
  simulator.addApplication('integrator', { charmDir: TYPESCRIPT_REQUIRER });
});

/** Whether there is work in a hook about no relation. */
function hasWork(hook: string): boolean {
  const session = simulator.open(simulator.hook('integrator/0', 'update-status'));
  const work = workOf(new HookCommands({ ...session.context, hook }, session.runner));
  session.end();
  return work !== null;
}

it.each(['start', 'upgrade-charm', 'config-changed', 'leader-elected', 'update-status'])(
  'there is work in %s',
  (hook) => {
    expect(hasWork(hook)).toBe(true);
  },
);

it.each(['install', 'stop', 'remove', 'leader-settings-changed'])('there is none in %s', (hook) => {
  expect(hasWork(hook)).toBe(false);
});

it('an action that the charm does not know fails', async () => {
  const session = simulator.open(simulator.action('integrator/0', 'list-targets'));
  const context = { ...session.context, action: 'nonsense' };
  await workOf(new HookCommands(context, session.runner))?.();
  expect(session.record().action?.failure).toBe('unknown action nonsense');
});
