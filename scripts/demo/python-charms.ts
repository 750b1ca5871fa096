/** The Python charms next to the TypeScript ones, in the same Juju model. */
import type { Relation } from '@k8s-backup-target/juju-testing';
import { makePythonCharms, type PythonCharms } from '@k8s-backup-target/tools/charm-folders';
import { ensurePythonEnvironment } from '@k8s-backup-target/tools/python-environment';
import { heading, print, showDatabag } from './narrator.js';
import type { Stage } from './stage.js';

/**
 * Plays the part, or says why it cannot.
 *
 * @param number - Of its first heading.
 * @param integrated - In which the TypeScript integrator forwards.
 */
export async function pythonCharms(
  stage: Stage,
  number: number,
  integrated: Relation,
): Promise<void> {
  const reason = whyNoPython();
  heading(
    `${number}. The same in Python: a TypeScript provider with a Python integrator`,
    reason === undefined
      ? 'Look at what py-integrator forwards: the TypeScript integrator writes the same bytes.'
      : 'Look at the reason below: this part needs Python.',
  );
  if (reason !== undefined) return print(`  left out: ${reason}`);
  const charms = await makePythonCharms();
  try {
    await play(stage, number, charms, integrated);
  } finally {
    await charms.remove();
  }
}

function whyNoPython(): string | undefined {
  try {
    ensurePythonEnvironment();
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

async function play(
  stage: Stage,
  number: number,
  charms: PythonCharms,
  integrated: Relation,
): Promise<void> {
  const { simulator } = stage;
  simulator.addApplication('py-integrator', {
    charmDir: charms.exampleIntegrator,
    config: { schedule: '0 2 * * *' },
  });
  simulator.addApplication('py-velero');
  const velero = simulator.relate('py-integrator:velero-backup', 'py-velero:velero-backup-config');
  const relation = simulator.relate('my-app:backup', 'py-integrator:k8s-backup-target');
  await stage.settle();
  showDatabag(simulator, velero, 'py-integrator');
  const own = simulator.databag(velero, 'py-integrator')['spec'];
  const forwarded = simulator.databag(integrated, 'integrator')['spec'];
  print(`  The spec is that of integrator, byte for byte: ${own === forwarded ? 'yes' : 'no'}`);

  heading(
    `${number + 1}. The other way round: a Python provider with the TypeScript integrator`,
    'Look at the databag of py-app: Python writes what TypeScript writes.',
  );
  simulator.addApplication('py-app', {
    charmDir: charms.exampleProvider,
    config: { namespaces: 'my-namespace', labels: 'app=my-app', ttl: '24h' },
  });
  const other = simulator.relate('py-app:backup', 'integrator:k8s-backup-target');
  await stage.settle();
  showDatabag(simulator, other, 'py-app');

  heading(
    `${number + 2}. Exchange the charm of my-app for the Python one: juju refresh my-app`,
    'Look at what does not run: no hook of an integrator, since no byte of a databag changes.',
  );
  simulator.upgradeCharm('my-app', charms.exampleProvider);
  await stage.settle();
  showDatabag(simulator, relation, 'my-app');
}
