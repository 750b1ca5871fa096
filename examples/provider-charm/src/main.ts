import { type HookCommands, openHook } from '@k8s-backup-target/juju';
import { agentSocket } from '@k8s-backup-target/juju/agent-socket';
import {
  describeOutcome,
  InvalidSpecError,
  K8sBackupTargetProvider,
  type Outcome,
} from '@k8s-backup-target/provider';
import { ConfigError, specFromConfig } from './spec-from-config.js';

const juju = openHook({ runner: agentSocket({ enabledBy: 'agent-socket' }) });
const provider = new K8sBackupTargetProvider({
  juju,
  endpoint: 'backup',
  spec: async () => specFromConfig(await juju.config()),
  refreshOn: ['config-changed', 'backup-relation-broken'],
});

// Nothing is awaited at the top level, so that the bundle can be CommonJS, which starts sooner. A failure
// ends the process with status 1 all the same.
void (juju.context.action === null ? onHook() : onAction(juju.context.action));

async function onHook(): Promise<void> {
  try {
    await report(juju, await provider.handle());
  } catch (error) {
    if (!isFaultInConfig(error)) throw error;
    // What was published before stays; the unit says what must be corrected.
    await juju.setStatus('blocked', error.message);
  }
}

async function onAction(action: string): Promise<void> {
  try {
    const outcome = await act(action);
    if (outcome === undefined) return juju.failAction(`unknown action ${action}`);
    if (outcome.status === 'skipped') await juju.failAction(describeOutcome(outcome));
    else await juju.setActionResults({ outcome: describeOutcome(outcome) });
  } catch (error) {
    if (!isFaultInConfig(error)) throw error;
    await juju.failAction(error.message);
  }
}

/** Undefined for an action of charmcraft.yaml that the charm does not have. */
async function act(action: string): Promise<Outcome | undefined> {
  if (action === 'publish-target') return provider.publish();
  if (action === 'withdraw-target') return provider.withdraw();
  return undefined;
}

function isFaultInConfig(error: unknown): error is Error {
  return error instanceof InvalidSpecError || error instanceof ConfigError;
}

async function report(juju: HookCommands, outcome: Outcome): Promise<void> {
  if (outcome.status !== 'skipped') {
    await juju.log('INFO', describeOutcome(outcome));
    await juju.setStatus('active', describeOutcome(outcome));
  } else if (outcome.reason === 'no-relation') {
    await juju.setStatus('waiting', 'no backup charm is related to the endpoint backup');
  } else if (outcome.reason === 'not-leader') {
    await juju.setStatus('active', 'the leader publishes the backup target');
  }
}
