/**
 * `npm run demo`: the example charms as real hook processes on the Juju simulator. Every hook runs as Juju
 * runs it: the charm's `dispatch`, Juju's environment and nothing else, hook commands on PATH.
 */
import { heading, print, ReaderGoneError } from './narrator.js';
import { operator } from './operator.js';
import { pythonCharms } from './python-charms.js';
import { Stage } from './stage.js';
import { typescriptCharms } from './typescript-charms.js';

const LEGEND = `Two charms in one Juju model, production:
  my-app      the provider: declares in its application databag what must be backed up
  integrator  the requirer: reads that, and forwards it to Velero
Each hook is one line: unit, hook, exit status, hook commands it ran. Below it are what it logged, what it
wrote and the status that it set.`;

const NEXT = `What to run next:
  npm test                                          all tests
  node packages/cli/dist/kbt.js --help              the command line that ran last
  npm run conformance                               three implementations, one corpus
  less examples/README.md                           the charms that ran here, and how to pack them`;

async function main(): Promise<void> {
  const stage = await Stage.open();
  try {
    print(LEGEND);
    await typescriptCharms(stage);
    await operator(stage, 9);
    await pythonCharms(stage, 11);
  } finally {
    await stage.close();
  }
  heading(ending(stage.failures));
  print(NEXT);
  process.exitCode = stage.failures === 0 ? 0 : 1;
}

/** A refusal is not a failure: the hook that shows one has succeeded. */
function ending(failures: number): string {
  if (failures > 0) return `${failures} hooks failed, which none is meant to.`;
  return 'No hook failed: a broken target was refused and shown in a status, and stopped no other backup.';
}

main().catch((error: unknown) => {
  if (!(error instanceof ReaderGoneError)) throw error;
});
