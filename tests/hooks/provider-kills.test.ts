/**
 * The providers in both languages, killed over and over. `npm run long-run -- kills-providers` is the long run.
 */
import { HookCommands } from '@k8s-backup-target/juju';
import { K8sBackupTargetProvider, statusOf } from '@k8s-backup-target/provider';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_PROVIDER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, it } from 'vitest';
import { specFromConfig } from '../../examples/provider-charm/src/spec-from-config.js';
import { laneCount, liveEachSeed } from './kills/each-seed.js';
import type { RunHook } from './kills/integrator-life.js';
import { ProviderLife } from './kills/provider-life.js';
import { PythonHooks } from './kills/python-hooks.js';

const LIVES = 3;

let charms: PythonCharms;
let lanes: readonly PythonHooks[];

beforeAll(async () => {
  charms = await makePythonCharms();
  lanes = Array.from(
    { length: laneCount(LIVES) },
    () => new PythonHooks(charms.exampleProvider, 'ProviderCharm'),
  );
});

afterAll(async () => {
  for (const hooks of lanes) hooks.stop();
  await charms.remove();
});

/** What the example's main.ts does in a hook. */
const run: RunHook = async ({ context, runner }) => {
  const juju = new HookCommands(context, runner);
  const provider = new K8sBackupTargetProvider({
    juju,
    endpoint: ['backup', 'backup-integrator'],
    spec: async () => specFromConfig(await juju.config()),
    refreshOn: ['config-changed'],
  });
  const shown = statusOf(await provider.handle());
  if (shown !== null) await juju.setStatus(shown.status, shown.message);
};

function liveIn(hooks: PythonHooks): (seed: number) => Promise<void> {
  const { exampleProvider: charmDir } = charms;
  return async (seed) => {
    await ProviderLife.live({ charmDir: TYPESCRIPT_PROVIDER, run }, seed);
    await ProviderLife.live({ charmDir, run: hooks.run.bind(hooks, {}) }, seed);
  };
}

it('in TypeScript and Python: withdraw nothing, whenever they are killed', {
  timeout: 7_200_000,
}, async () => {
  await liveEachSeed(LIVES, ...lanes.map(liveIn));
});
