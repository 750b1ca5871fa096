/** A databag, as a requirer's hook reads it, and all that becomes of the targets in it. */
import { lintForVelero, MEASURED_RELEASES } from '@k8s-backup-target/lint';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import {
  decodeDatabag,
  decodeProviderAppData,
  encodeDatabag,
  read,
  write,
} from '@k8s-backup-target/schema';
import { toSchedules, toVeleroBackupConfigs } from '@k8s-backup-target/velero';
import { promise } from './finding.js';

const RELATION = 'targets:1';
const MOST_ISSUES = 10_000;

/** Reads a text in both views and layouts, and as a requirer. */
export async function fuzzDatabag(bytes: Buffer): Promise<void> {
  const text = bytes.toString('utf8');
  readInBothViews(text);
  const flat = { app: 'app', relation_name: 'backup', model: text.slice(0, 20), spec: text };
  for (const databag of [{ backup_targets: text }, flat]) await readAsRequirer(databag);
}

function readInBothViews(text: string): void {
  for (const view of [read, write]) {
    const { targets, issues } = decodeDatabag({ backup_targets: text }, view);
    promise(issues.length <= MOST_ISSUES, 'more issues than are listed');
    for (const { path } of [...targets, ...issues])
      promise(path.startsWith('/backup_targets'), `the path ${path} leads elsewhere`);
    decodeProviderAppData(`{"backup_targets":${text}}`, view);
  }
  const { targets, issues } = decodeDatabag({ backup_targets: text }, write);
  if (issues.length > 0 || targets.length === 0) return;
  const written = encodeDatabag({ backup_targets: targets.map(({ target }) => target) });
  const again = decodeDatabag(written, write);
  promise(
    JSON.stringify(again.targets) === JSON.stringify(targets),
    'what was written is read as something else',
  );
}

async function readAsRequirer(databag: Readonly<Record<string, string>>): Promise<void> {
  const requirer = new K8sBackupTargetRequirer({
    endpoint: 'targets',
    juju: {
      context: { unit: 'req/0', model: 'm', modelUuid: '', hook: '', relation: null },
      remoteModelUuid: async () => null,
      isUnitLeaving: async () => null,
      relationIds: async () => [RELATION],
      remoteApplication: async () => 'app',
      readRemoteApplicationData: async () => databag,
    },
  });
  const { wanted, heldBack } = await requirer.state();
  const issues = await requirer.issues();
  const isRefused = issues.some(({ refused }) => refused);
  promise(isRefused === heldBack.has(RELATION), 'what is refused is not held back, or the reverse');
  promise(
    wanted.every(({ relation }) => relation === RELATION),
    'a target of no relation is wanted',
  );
  for (const { target } of wanted)
    for (const { release } of MEASURED_RELEASES)
      lintForVelero(target.spec, { veleroVersion: release });
  toSchedules(wanted, { cron: '0 2 * * *' }, { managedBy: 'req' });
  toVeleroBackupConfigs(wanted, { cron: '0 2 * * *' });
}
