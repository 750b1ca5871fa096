/** A provider and an integrator in TypeScript, from deployment to the end of their relation. */
import { resolve } from 'node:path';
import type { Relation } from '@k8s-backup-target/juju-testing';
import { stringify } from 'yaml';
import { heading, print, showDatabag } from './narrator.js';
import type { Stage } from './stage.js';

/** Plays the part, and returns the relation in which the integrator forwards. */
export async function typescriptCharms(stage: Stage): Promise<Relation> {
  const { simulator } = stage;
  heading('1. Deploy the charms', 'Look at the statuses: each says what it waits for.');
  simulator.addApplication('my-app', {
    charmDir: resolve('examples/provider-charm'),
    config: { namespaces: 'my-namespace', resources: '', labels: 'app=my-app', ttl: '72h' },
  });
  simulator.addApplication('integrator', {
    charmDir: resolve('examples/integrator-charm'),
    config: { schedule: '0 2 * * *' },
  });
  simulator.addApplication('velero');
  const velero = simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
  await stage.settle();

  heading(
    '2. juju integrate my-app:backup integrator:k8s-backup-target',
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
    'Look at the status of my-app: it says what to correct. The databag is as it was, and so are the backups.',
  );
  simulator.setConfig('my-app', { ttl: '1.5h' });
  await stage.settle();
  showDatabag(simulator, relation, 'my-app');

  heading(
    '5. Another charm, unchecked, which does not use the library, publishes ttl 24H',
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
    '6. What will be backed up, and what will not?',
    'Look at targets and issues: every target with its state, every refusal with its reason.',
  );
  await stage.show('integrator/0', 'list-targets');

  heading(
    '7. The Velero Schedule that becomes of it',
    'Look at the spec: no field is there that was not asked for. kubectl applies it as it is.',
  );
  const { action } = await stage.act('integrator/0', 'preview-manifests');
  const { items } = JSON.parse(String(action?.results['manifests']));
  const [{ kind, metadata, spec }] = items;
  print(`    ${kind} ${metadata.name}, which the integrator labels as its own`);
  for (const line of stringify({ spec }).trimEnd().split('\n')) print(`    ${line}`);

  heading(
    '8. Correct the ttl: juju config my-app ttl=24h',
    'Look at the end of what was broken: my-app is active again.',
  );
  simulator.setConfig('my-app', { ttl: '24h' });
  await stage.settle();

  heading(
    '9. The withdrawal: juju remove-relation my-app integrator',
    'Look at the schedule: null tells velero-operator to delete the Schedule. It is written once it is sure that the relation ended, and not merely a unit.',
  );
  simulator.removeRelation(relation);
  await stage.settle();
  showDatabag(simulator, velero, 'integrator');
  return velero;
}
