import type { HookCommands } from '@k8s-backup-target/juju';
import { isVeleroVersionError, lintForVelero } from '@k8s-backup-target/lint';
import type {
  K8sBackupTargetRequirer,
  RelatedTarget,
  TargetKey,
} from '@k8s-backup-target/requirer';
import { toBackup, VeleroError } from '@k8s-backup-target/velero';
import { readConfig } from './config.js';
import { distinctTargets } from './distinct-targets.js';
import { connectToKubernetes, isKubernetesRefusal } from './kubernetes-api.js';
import { makeBackups, makeSchedules, veleroOptions } from './schedules.js';
import { findingLine, issueLine, targetLine } from './target-lines.js';

/** What an action needs. */
type Action = (juju: HookCommands, requirer: K8sBackupTargetRequirer) => Promise<void>;

/** The charm's actions by name. */
export const actions: ReadonlyMap<string, Action> = new Map([
  ['list-targets', listTargets],
  ['get-spec', getSpec],
  ['preview-manifests', previewManifests],
  ['run-backup', runBackup],
]);

/** An action of charmcraft.yaml that the charm does not have. */
export async function unknownAction(juju: HookCommands): Promise<void> {
  await juju.failAction(`unknown action ${juju.context.action}`);
}

async function listTargets(juju: HookCommands, requirer: K8sBackupTargetRequirer): Promise<void> {
  const targets = await requirer.targets();
  const issues = await requirer.issues();
  await juju.setActionResults({
    count: String(targets.length),
    targets: targets.map(targetLine).join('\n'),
    issues: issues.map(issueLine).join('\n'),
  });
}

async function getSpec(juju: HookCommands, requirer: K8sBackupTargetRequirer): Promise<void> {
  const key = keyFrom(await juju.actionParameters());
  const spec = await requirer.getBackupSpec(key);
  if (spec === null) await juju.failAction(noSuchTarget(key));
  else await juju.setActionResults({ spec: JSON.stringify(spec) });
}

async function previewManifests(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
): Promise<void> {
  const parameter = (await juju.actionParameters())['velero-version'];
  const config = readConfig(await juju.config());
  if (config.faults.length > 0) return juju.failAction(config.faults.join('; '));
  const targets = await distinctTargets(requirer);
  const options = veleroOptions(juju.context, config);
  const { objects, refusals } =
    config.schedule.cron === undefined
      ? makeBackups(targets, options)
      : makeSchedules(targets, config, options);
  const veleroVersion = typeof parameter === 'string' ? parameter : config.veleroVersion;
  try {
    await juju.setActionResults({
      manifests: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
      refused: refusals.join('\n'),
      findings: targets.flatMap((related) => findingLines(related, veleroVersion)).join('\n'),
    });
  } catch (error) {
    if (!isVeleroVersionError(error)) throw error;
    await juju.failAction(error.message);
  }
}

function findingLines(related: RelatedTarget, veleroVersion: string): string[] {
  return lintForVelero(related.target.spec, { veleroVersion }).map((finding) =>
    findingLine(related, finding),
  );
}

async function runBackup(juju: HookCommands, requirer: K8sBackupTargetRequirer): Promise<void> {
  const parameters = await juju.actionParameters();
  const key = keyFrom(parameters);
  const target = (await distinctTargets(requirer)).find(
    ({ target: { app, relation_name, model } }) =>
      app === key.app && relation_name === key.endpoint && model === key.model,
  )?.target;
  if (target === undefined) return juju.failAction(noSuchTarget(key));
  const apply = parameters['apply'] === true;
  if (apply && !(await juju.isLeader())) return juju.failAction('this unit is not the leader');
  try {
    const config = readConfig(await juju.config());
    const backup = toBackup(target, { ...veleroOptions(juju.context, config), at: new Date() });
    if (apply) await (await connectToKubernetes(juju.context.app)).apply(backup);
    await juju.setActionResults({ applied: String(apply), manifest: JSON.stringify(backup) });
  } catch (error) {
    if (!(error instanceof VeleroError || isKubernetesRefusal(error))) throw error;
    await juju.failAction(error.message);
  }
}

function keyFrom({ app, endpoint, model }: Readonly<Record<string, unknown>>): TargetKey {
  return { app: String(app), endpoint: String(endpoint), model: String(model) };
}

function noSuchTarget({ app, endpoint, model }: TargetKey): string {
  return `no backup target of ${app} on endpoint ${endpoint} in model ${model}`;
}
