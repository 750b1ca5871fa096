import type { HookCommands } from '@k8s-backup-target/juju';
import { type Finding, isVeleroVersionError, lintForVelero } from '@k8s-backup-target/lint';
import type {
  K8sBackupTargetRequirer,
  RelatedTarget,
  TargetKey,
} from '@k8s-backup-target/requirer';
import { type Backup, toBackup, VeleroError } from '@k8s-backup-target/velero';
import { readConfig } from './config.js';
import { describeFinding, describeIssue, describeKey, describeTarget } from './descriptions.js';
import { forgetRelation } from './forget-relation.js';
import { forwardingStates } from './forwarding-states.js';
import { isKubernetesRefusal, type KubernetesApi } from './kubernetes-api.js';
import { connectToKubernetes } from './kubernetes-connection.js';
import { removeSchedules, restoreSchedules } from './remove-schedules.js';
import { makeBackups, makeSchedules, veleroOptions } from './schedules.js';
import { fitsResult, fittingItems, shownLine, shownLines } from './shown-text.js';
import { readWanted } from './wanted.js';

/** The dependencies of an action. */
type Action = (juju: HookCommands, requirer: K8sBackupTargetRequirer) => Promise<void>;

/** The charm's actions by name. */
export const actions: ReadonlyMap<string, Action> = new Map([
  ['list-targets', listTargets],
  ['get-spec', getSpec],
  ['preview-manifests', previewManifests],
  ['run-backup', runBackup],
  ['remove-schedules', removeSchedules],
  ['restore-schedules', restoreSchedules],
  ['forget-relation', forgetRelation],
]);

/** An action of charmcraft.yaml that the charm does not have. */
export async function unknownAction(juju: HookCommands): Promise<void> {
  await juju.failAction(`unknown action ${juju.context.action}`);
}

async function listTargets(juju: HookCommands, requirer: K8sBackupTargetRequirer): Promise<void> {
  const targets = await requirer.targets();
  const issues = await requirer.issues();
  const stateOf = await forwardingStates(juju, targets, readConfig(await juju.config()));
  await juju.setActionResults({
    count: String(targets.length),
    targets: shownLines(targets, (each) => `${describeTarget(each)}: ${stateOf(each)}`),
    issues: shownLines(issues, describeIssue),
  });
}

async function getSpec(juju: HookCommands, requirer: K8sBackupTargetRequirer): Promise<void> {
  const key = keyFrom(await juju.actionParameters());
  const spec = await requirer.getBackupSpec(key);
  if (spec === null) return juju.failAction(noSuchTarget(key));
  const text = JSON.stringify(spec);
  if (fitsResult(text)) await juju.setActionResults({ spec: text });
  else await juju.failAction(tooLarge('the spec', text));
}

async function previewManifests(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
): Promise<void> {
  const parameter = (await juju.actionParameters())['velero-version'];
  const config = readConfig(await juju.config());
  if (config.faults.length > 0) return juju.failAction(config.faults.join('; '));
  const { targets } = await readWanted(requirer);
  const options = veleroOptions(juju.context, config);
  const { objects, refusals } =
    config.schedule.cron === undefined
      ? makeBackups(targets, options)
      : makeSchedules(targets, config, options);
  const veleroVersion = typeof parameter === 'string' ? parameter : config.veleroVersion;
  try {
    const { items, left } = fittingItems<unknown>(objects);
    await juju.setActionResults({
      manifests: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
      ...(left === 0 ? {} : { 'left-out': `(${left} more)` }),
      refused: shownLines(refusals, ({ message }) => message),
      findings: shownLines(findingsIn(targets, veleroVersion), ([related, finding]) =>
        describeFinding(related, finding),
      ),
    });
  } catch (error) {
    if (!isVeleroVersionError(error)) throw error;
    await juju.failAction(error.message);
  }
}

/** One target after another, so no more findings are held than one has. */
function* findingsIn(
  targets: readonly RelatedTarget[],
  veleroVersion: string,
): Iterable<[RelatedTarget, Finding]> {
  for (const related of targets) {
    for (const finding of lintForVelero(related.target.spec, { veleroVersion })) {
      yield [related, finding];
    }
  }
}

async function runBackup(juju: HookCommands, requirer: K8sBackupTargetRequirer): Promise<void> {
  const parameters = await juju.actionParameters();
  const key = keyFrom(parameters);
  const target = (await readWanted(requirer)).targets.find(
    ({ target: { app, relation_name, model } }) =>
      app === key.app && relation_name === key.endpoint && model === key.model,
  )?.target;
  if (target === undefined) return juju.failAction(noSuchTarget(key));
  const apply = parameters['apply'] === true;
  if (apply && !(await juju.isLeader())) return juju.failAction('this unit is not the leader');
  try {
    const config = readConfig(await juju.config());
    const options = veleroOptions(juju.context, config);
    const backupAt = (at: Date) => toBackup(target, { ...options, at });
    const shown = backupAt(new Date());
    const text = JSON.stringify(shown);
    if (!fitsResult(text)) return await juju.failAction(tooLarge('the Backup', text));
    const { app: fieldManager } = juju.context;
    const { timeoutSeconds } = config;
    const backup = apply
      ? await createNow(await connectToKubernetes({ fieldManager, timeoutSeconds }), backupAt)
      : shown;
    await juju.setActionResults({ applied: String(apply), manifest: JSON.stringify(backup) });
  } catch (error) {
    if (!(error instanceof VeleroError || isKubernetesRefusal(error))) throw error;
    await juju.failAction(shownLine(error.message));
  }
}

/** Another Backup of the target may have been made within the same second, by its Schedule or by hand. */
const MOST_SECONDS_AHEAD = 5;

/** Creates the Backup under the first name that is free: Velero, too, names Backups after the second. */
async function createNow(api: KubernetesApi, backupAt: (at: Date) => Backup): Promise<Backup> {
  const now = Date.now();
  for (let ahead = 0; ; ahead += 1) {
    const backup = backupAt(new Date(now + ahead * 1000));
    try {
      await api.create(backup);
      return backup;
    } catch (error) {
      const isTaken = isKubernetesRefusal(error) && error.code === 'exists';
      if (!isTaken || ahead === MOST_SECONDS_AHEAD) throw error;
    }
  }
}

function keyFrom({ app, endpoint, model }: Readonly<Record<string, unknown>>): TargetKey {
  return { app: String(app), endpoint: String(endpoint), model: String(model) };
}

function noSuchTarget(key: TargetKey): string {
  return `no backup target of ${shownLine(describeKey(key))}`;
}

function tooLarge(what: string, text: string): string {
  return `${what} has ${Buffer.byteLength(text)} bytes, more than an action result can hold`;
}
