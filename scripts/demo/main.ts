/**
 * `npm run demo`: the example charms as real hook processes on the Juju simulator. Every hook runs as Juju
 * runs it: the charm's `dispatch`, Juju's environment and nothing else, hook commands on PATH.
 */
import { heading, print, printWrapped, ReaderGoneError } from './narrator.js';
import { operator } from './operator.js';
import { pythonCharms } from './python-charms.js';
import { Stage } from './stage.js';
import { typescriptCharms } from './typescript-charms.js';

const LEGEND = `Charms in one Juju model, production. Juju is simulated; each hook is a process, as in a real unit.
  my-app      the provider: it declares in its application databag what must be backed up
  integrator  the requirer, a backup charm: it reads that, adds its schedule, and forwards both
  velero      in place of velero-operator, the charm that runs Velero and makes its Schedules
Endpoints:
  backup and backup-integrator, of my-app: for backup charms that require the interface k8s_backup_target,
                    as integrator does, and for those that provide it. Juju relates one kind with the other
  velero-backup, of integrator: where velero-operator reads what to schedule (velero_backup_config)`;

const NEXT = `Three commands to run next:
  node packages/cli/dist/kbt.js --help
      what kbt can tell an operator
  node packages/create/dist/create.js my-charm --language ts --role provider
      a charm of your own; docs/start/typescript.md goes on from there
  npm test
      all tests`;

async function main(): Promise<void> {
  const stage = await Stage.open();
  try {
    print(LEGEND);
    const integrated = await typescriptCharms(stage);
    await operator(stage, 10);
    await pythonCharms(stage, 13, integrated);
    ending(stage);
  } finally {
    await stage.close();
  }
  print(`\n${NEXT}`);
  process.exitCode = stage.failures === 0 ? 0 : 1;
}

/** The state of each application. A refusal is not a failure: the hook that shows one has succeeded. */
function ending({ simulator, failures }: Stage): void {
  heading(
    failures === 0
      ? 'In the end no hook has failed: what was refused is shown, and stopped no other backup.'
      : `${failures} hooks failed, which none is meant to.`,
  );
  for (const unit of simulator.applications.flatMap((app) => simulator.units(app))) {
    const { status, message } = simulator.status(unit);
    if (status === 'unknown') print(`  ${unit}: no charm of this repository runs there`);
    else printWrapped(`${unit}: ${status}, ${message}`, '  ');
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof ReaderGoneError)) throw error;
});
