import { type HookCommands, openHook, runToEnd } from '@k8s-backup-target/juju';
import { agentSocket } from '@k8s-backup-target/juju/agent-socket';
import {
  describeOutcome,
  K8sBackupTargetProvider,
  type Outcome,
  statusOf,
} from '@k8s-backup-target/provider';
import { specFromConfig } from './spec-from-config.js';

/** Juju relates a `provides` with a `requires` only: the first is for charms that require the interface. */
const ENDPOINTS = ['backup', 'backup-integrator'];

const juju = openHook({ runner: agentSocket({ enabledBy: 'agent-socket' }) });
const provider = new K8sBackupTargetProvider({
  juju,
  endpoint: ENDPOINTS,
  spec: async () => specFromConfig(await juju.config()),
  refreshOn: ['config-changed'],
});

// Nothing is awaited at the top level, so the bundle can be CommonJS, which starts sooner.
const { action } = juju.context;
runToEnd(() => (action === null ? onHook() : onAction(action)));

/** What was published before stays while the config is broken; the unit says what must be corrected. */
async function onHook(): Promise<void> {
  await report(juju, await provider.handle());
}

async function onAction(action: string): Promise<void> {
  const outcome = await act(action);
  if (outcome === undefined) return juju.failAction(`unknown action ${action}`);
  if (outcome.status === 'skipped' || outcome.status === 'refused')
    await juju.failAction(describeOutcome(outcome));
  else await juju.setActionResults({ outcome: describeOutcome(outcome) });
}

/** Undefined for an action of charmcraft.yaml that the charm does not have. */
async function act(action: string): Promise<Outcome | undefined> {
  if (action === 'publish-target') return provider.publish();
  if (action === 'withdraw-target') return provider.withdraw();
  return undefined;
}

async function report(juju: HookCommands, outcome: Outcome): Promise<void> {
  if (outcome.status !== 'skipped') {
    const level = outcome.status === 'refused' ? 'ERROR' : 'INFO';
    await juju.log(level, describeOutcome(outcome));
  }
  const shown = statusOf(outcome);
  if (shown !== null) await juju.setStatus(shown.status, shown.message);
}
