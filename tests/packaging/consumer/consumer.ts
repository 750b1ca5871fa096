/**
 * A charm's code as a user writes it, on the main API of every package. It is type-checked against the
 * packed packages with the oldest and the newest TypeScript; nothing of it is run.
 */
import {
  type HookCommands,
  isHookCommandError,
  openHook,
  readHookContext,
  spawnRunner,
} from '@k8s-backup-target/juju';
import { JujuSimulator, runHook } from '@k8s-backup-target/juju-testing';
import {
  type Finding,
  lintForVelero,
  lintSpec,
  resolveVeleroVersion,
} from '@k8s-backup-target/lint';
import { explain } from '@k8s-backup-target/lint/explain';
import {
  chainOf,
  checkInventory,
  compare,
  type Inventory,
  type PreviewResult,
  type PreviewSpec,
  preview,
  explain as tell,
} from '@k8s-backup-target/preview';
import {
  describeOutcome,
  K8sBackupTargetProvider,
  type Outcome,
} from '@k8s-backup-target/provider';
import { K8sBackupTargetRequirer, type RelatedTarget } from '@k8s-backup-target/requirer';
import {
  type BackupTargetEntry,
  ContractError,
  decodeDatabag,
  encodeDatabag,
  type K8sBackupTargetSpec,
  type Normalized,
  parseTtl,
  read,
  summarizeIssues,
  ttlSeconds,
  write,
} from '@k8s-backup-target/schema';
import {
  checkCron,
  nextRuns,
  reconcile,
  type Schedule,
  toBackup,
  toSchedule,
  toVeleroBackupConfig,
  VeleroError,
} from '@k8s-backup-target/velero';

export const spec: K8sBackupTargetSpec = { include_namespaces: ['my-namespace'], ttl: '30d' };
// @ts-expect-error misspelt: to be found by every compiler, or else this line is an error
export const misspelt: K8sBackupTargetSpec = { exclude_namespace: ['kube-system'] };
// @ts-expect-error there is no such code
export const unknownCode = isHookCommandError(undefined, 'no-such-code');
export const entry: BackupTargetEntry = { app: 'a', relation_name: 'r', model: 'm', spec };

export async function provide(juju: HookCommands): Promise<Outcome> {
  const provider = new K8sBackupTargetProvider({
    juju,
    endpoint: 'backup',
    spec: async () => ({ ...spec, ttl: String((await juju.config())['ttl']) }),
    refreshOn: ['config-changed'],
  });
  try {
    const outcome = await provider.handle();
    await juju.log('INFO', describeOutcome(outcome));
    if (outcome.status === 'refused')
      await juju.setStatus('blocked', summarizeIssues(outcome.issues));
    return outcome;
  } catch (error) {
    if (isHookCommandError(error, 'not-leader')) await juju.log('DEBUG', error.code);
    throw error;
  }
}

export async function schedules(juju: HookCommands): Promise<readonly Schedule[]> {
  const requirer = new K8sBackupTargetRequirer({ juju, endpoint: 'k8s-backup-target' });
  const targets: readonly RelatedTarget[] = await requirer.targets();
  const spec = await requirer.getBackupSpec({ app: 'a', endpoint: 'backup', model: 'm' });
  const ttl: string | null | undefined = spec?.ttl;
  for (const { severity, message } of await requirer.issues())
    await juju.log(severity === 'warning' ? 'WARNING' : 'ERROR', `${message} ${ttl ?? ''}`);
  return targets.map(({ target }) =>
    toSchedule(target, { cron: '0 2 * * *' }, { managedBy: 'my-charm' }),
  );
}

export function codec(databag: Readonly<Record<string, string>>): string {
  const { targets, issues } = decodeDatabag(databag);
  const first: Normalized<BackupTargetEntry> | undefined = targets[0]?.target;
  const namespaces: readonly string[] = first?.spec.include_namespaces ?? [];
  const result = write.BackupTargetEntry.validate(entry);
  const parsed = read.K8sBackupTargetSpec.parse({ ttl: '1h' });
  try {
    return encodeDatabag({ backup_targets: result.ok ? [result.value] : [] }).backup_targets;
  } catch (error) {
    if (error instanceof ContractError) return summarizeIssues(error.issues);
    return `${namespaces.length} ${issues.length} ${lintSpec(parsed).length} ${parseTtl('1h')?.hours} ${ttlSeconds('1h')}`;
  }
}

export function velero(target: BackupTargetEntry, found: readonly unknown[]): string {
  const options = { managedBy: 'my-charm', storageLocation: 'default' };
  const desired = [toSchedule(target, { cron: '@daily', paused: true }, options)];
  const { creates, updates, deletes, conflicts } = reconcile(desired, found, options);
  const cron = checkCron('0 0 * * 7', { veleroVersion: resolveVeleroVersion().version });
  const runs: readonly Date[] = nextRuns('@daily', new Date(), 2);
  const findings: readonly Finding[] = lintForVelero(target.spec, { veleroVersion: 'v1.18.3' });
  const reasons = findings.map(({ rule }) => explain(rule).why);
  try {
    return [
      toBackup(target, { ...options, at: new Date() }).metadata.name,
      toVeleroBackupConfig(target, { cron: '@daily', paused: false }).spec,
      creates.length + updates.length + deletes.length + conflicts.length,
      cron.ok ? cron.value.warnings.length : cron.issues.length,
      runs.length + reasons.length,
    ].join();
  } catch (error) {
    if (error instanceof VeleroError) return error.code;
    throw error;
  }
}

export function saved(inventory: Inventory, spec: PreviewSpec): readonly string[] {
  const result: PreviewResult = preview(spec, inventory, { veleroVersion: '1.18.3' });
  const { gained, lost } = compare(preview({}, checkInventory(inventory)), result);
  const lines = result.decisions.flatMap(({ key, included, rule, paths, pulledBy }) =>
    included ? [`${key} ${rule} ${paths.length} ${pulledBy?.relation ?? ''}`] : tell(result, key),
  );
  return [...lines, `${gained.length} ${lost.length} ${chainOf(result, 'pods/a/b').length}`];
}

export async function test(charmDir: string): Promise<boolean> {
  const simulator = new JujuSimulator({ name: 'production' });
  simulator.addApplication('my-app', { units: 2, config: { ttl: '72h' }, charmDir });
  simulator.addApplication('velero');
  simulator.relate('my-app:backup', 'velero:targets');
  await simulator.settle({ 'my-app': provide, velero: schedules });
  const { value } = await simulator.run('velero/0', 'update-status', schedules);
  const record = await runHook(simulator, 'my-app/0', 'install', { timeoutMs: 1000 });
  return record.succeeded && value.length > 0;
}

export const opened: () => HookCommands = () => openHook();
export const context = readHookContext({ JUJU_UNIT_NAME: 'my-app/0' });
export const runner = spawnRunner({ env: { PATH: '/bin' }, timeoutMs: 30_000 });
