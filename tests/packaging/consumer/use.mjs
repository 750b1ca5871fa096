/** A provider and a requirer in one simulator, from the installed packages: prints what Velero would be told. */
import { HookCommandError } from '@k8s-backup-target/juju';
import { JujuSimulator } from '@k8s-backup-target/juju-testing';
import { K8sBackupTargetProvider } from '@k8s-backup-target/provider';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { ContractError, write } from '@k8s-backup-target/schema';
import { toSchedule, VeleroError } from '@k8s-backup-target/velero';

const spec = { include_namespaces: ['my-namespace'], ttl: '30d' };
const simulator = new JujuSimulator({ name: 'production' });
simulator.addApplication('my-app');
simulator.addApplication('backup');
simulator.relate('my-app:backup', 'backup:targets');
await simulator.settle({
  'my-app': (juju) => new K8sBackupTargetProvider({ juju, endpoint: 'backup', spec }).handle(),
});
const { value } = await simulator.run('backup/0', 'update-status', (juju) =>
  new K8sBackupTargetRequirer({ juju, endpoint: 'targets' }).targets(),
);
const schedules = value.map(({ target }) =>
  toSchedule(target, { cron: '@daily' }, { managedBy: 'backup' }),
);
console.log(
  JSON.stringify({
    specs: schedules.map((schedule) => schedule.spec),
    refused: write.K8sBackupTargetSpec.validate({ exclude_namespace: [] }).ok,
    errors: [HookCommandError, ContractError, VeleroError].map(({ name }) => name),
  }),
);
