/**
 * `npm run demo`: the two example charms as real hook processes on the Juju simulator. Every hook runs as
 * Juju runs it: the charm's `dispatch`, Juju's environment and nothing else, hook commands on PATH.
 */
import { resolve } from 'node:path';
import {
  JujuAgent,
  JujuSimulator,
  runAction,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import { heading, showDatabag, showRecord } from './narrator.js';

const simulator = new JujuSimulator({ name: 'production' });
const agent = await JujuAgent.start();
let failures = 0;

/** Runs every hook that Juju would run now. */
async function settle(): Promise<void> {
  for (const record of await settleProcesses(simulator, { agent })) {
    showRecord(simulator, record);
    if (!record.succeeded) failures += 1;
  }
}

async function act(
  unit: string,
  action: string,
  parameters: Record<string, string>,
): Promise<void> {
  console.log(
    `  juju run ${unit} ${action} ${Object.entries(parameters)
      .map((pair) => pair.join('='))
      .join(' ')}`,
  );
  const record = await runAction(simulator, unit, action, parameters, { agent });
  showRecord(simulator, record);
  if (!record.succeeded) failures += 1;
}

try {
  heading('1. Deploy both charms: install, leader-elected, config-changed, start');
  simulator.addApplication('my-app', {
    charmDir: resolve('examples/provider-charm'),
    config: { namespaces: 'my-namespace', resources: '', labels: 'app=my-app', ttl: '72h' },
  });
  simulator.addApplication('integrator', {
    charmDir: resolve('examples/integrator-charm'),
    config: { schedule: '0 2 * * *', 'forward-to': 'relation', 'velero-namespace': 'velero' },
  });
  simulator.addApplication('velero');
  const velero = simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
  await settle();

  heading('2. Relate them: relation-created, relation-joined, relation-changed');
  const relation = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
  await settle();
  showDatabag(simulator, relation, 'my-app');
  showDatabag(simulator, velero, 'integrator');

  heading('3. Keep backups for 30 days: published in hours, since Velero knows no days');
  simulator.setConfig('my-app', { ttl: '30d' });
  await settle();
  showDatabag(simulator, relation, 'my-app');

  heading('4. A broken ttl: nothing is written, the unit says what to correct');
  simulator.setConfig('my-app', { ttl: '1.5h' });
  await settle();
  showDatabag(simulator, relation, 'my-app');

  heading('5. A charm without these checks publishes a broken ttl: refused, and hiding nobody');
  simulator.addApplication('unchecked');
  const other = simulator.relate('unchecked:backup', 'integrator:k8s-backup-target');
  const entry = {
    app: 'unchecked',
    relation_name: 'backup',
    model: 'production',
    spec: { ttl: '24H' },
  };
  simulator.setDatabag(other, 'unchecked', { backup_targets: JSON.stringify([entry]) });
  await settle();

  heading('6. What will be backed up, and why is it not?');
  await act('integrator/0', 'list-targets', {});
  await act('integrator/0', 'get-spec', { app: 'my-app', endpoint: 'backup', model: 'production' });

  heading('7. From databag to Schedule: what would be applied, and what it would do');
  await act('integrator/0', 'preview-manifests', {});

  heading('8. Correct the ttl, then remove the relation: relation-departed, relation-broken');
  simulator.setConfig('my-app', { ttl: '24h' });
  await settle();
  simulator.removeRelation(relation);
  await settle();
} finally {
  await agent.close();
}

heading(failures === 0 ? 'Every hook succeeded.' : `${failures} hooks failed.`);
process.exitCode = failures === 0 ? 0 : 1;
