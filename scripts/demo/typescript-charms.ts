/** A provider and an integrator in TypeScript, from deployment to the end of their relation. */
import { resolve } from 'node:path';
import { heading, showDatabag } from './narrator.js';
import type { Stage } from './stage.js';

/** Plays the part. */
export async function typescriptCharms(stage: Stage): Promise<void> {
  const { simulator } = stage;
  heading(
    '1. Deploy both charms',
    'Look at the statuses: each says what it waits for. The integrator forwards to a charm named velero.',
  );
  simulator.addApplication('my-app', {
    charmDir: resolve('examples/provider-charm'),
    config: { namespaces: 'my-namespace', resources: '', labels: 'app=my-app', ttl: '72h' },
  });
  simulator.addApplication('integrator', {
    charmDir: resolve('examples/integrator-charm'),
    config: { schedule: '0 2 * * *' },
  });
  simulator.addApplication('velero');
  simulator.relate('integrator:peers');
  const velero = simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
  await stage.settle();

  heading(
    '2. Relate them',
    'Look at the two databags: what my-app declares, and what the integrator forwards, with its schedule.',
  );
  const relation = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
  await stage.settle();
  showDatabag(simulator, relation, 'my-app');
  showDatabag(simulator, velero, 'integrator');

  heading(
    '3. Keep backups for 30 days: juju config my-app ttl=30d',
    'Look at the ttl: it is published in hours, since Velero has no day unit.',
  );
  simulator.setConfig('my-app', { ttl: '30d' });
  await stage.settle();
  showDatabag(simulator, relation, 'my-app');

  heading(
    '4. A broken ttl: juju config my-app ttl=1.5h',
    'Look at the status of my-app: it says what to correct. Nothing is written, the databag stays.',
  );
  simulator.setConfig('my-app', { ttl: '1.5h' });
  await stage.settle();
  showDatabag(simulator, relation, 'my-app');

  heading(
    '5. A charm without these checks publishes a broken ttl',
    'Look at the status of the integrator: it names the relation, the place and the rule. my-app stays forwarded.',
  );
  simulator.addApplication('unchecked');
  const other = simulator.relate('unchecked:backup', 'integrator:k8s-backup-target');
  const entry = {
    app: 'unchecked',
    relation_name: 'backup',
    model: 'production',
    spec: { ttl: '24H' },
  };
  simulator.setDatabag(other, 'unchecked', { backup_targets: JSON.stringify([entry]) });
  await stage.settle();

  heading(
    '6. What will be backed up, and why is it not?',
    'Look at targets and issues: every target with its state, every refusal with its reason.',
  );
  await stage.act('integrator/0', 'list-targets');
  await stage.act('integrator/0', 'get-spec', {
    app: 'my-app',
    endpoint: 'backup',
    model: 'production',
  });

  heading(
    '7. From databag to Schedule',
    'Look at the manifest: kubectl takes it as it is. The findings say what it would not save.',
  );
  await stage.act('integrator/0', 'preview-manifests');

  heading(
    '8. Correct the ttl, then remove the relation',
    'Look at the end: nothing is withdrawn in relation-broken, which a unit that is removed runs as well.',
  );
  simulator.setConfig('my-app', { ttl: '24h' });
  await stage.settle();
  simulator.removeRelation(relation);
  await stage.settle();
}
