// Room: A command `juju` that prints the state of the simulator. May import model, simulator.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JujuSimulator } from '../simulator/simulator.js';
import { showConfig, showModel, showUnit } from './shown.js';

/** Prints the file that a command line names: `juju show-unit app/0` prints `show-unit-app-0.json`. */
const SCRIPT = `#!/bin/sh
here=$(dirname "$0")
name=$1
while [ $# -gt 1 ]; do
  shift
  case $1 in
    --format | -m | --model) shift ;;
    *) name=$name-$(printf %s "$1" | tr / -) ;;
  esac
done
if [ -f "$here/$name.json" ]; then
  exec cat "$here/$name.json"
fi
echo "ERROR $name not found" >&2
exit 1
`;

/**
 * Writes a command `juju` that shows the simulated model as it is now: `show-unit`, `config` and
 * `show-model`, always as JSON. For tools that ask Juju's client, put the folder first on PATH.
 *
 * @returns the command's path.
 */
export async function writeJujuClient(simulator: JujuSimulator, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { applications } = simulator;
  const units = applications.flatMap((app) => simulator.units(app));
  const shown: readonly (readonly [string, object])[] = [
    ['show-model', showModel(simulator)],
    ...applications.map((app) => [`config-${app}`, showConfig(simulator, app)] as const),
    ...units.map(
      (unit) => [`show-unit-${unit.replace('/', '-')}`, showUnit(simulator, unit)] as const,
    ),
  ];
  await Promise.all(
    shown.map(([name, output]) =>
      writeFile(join(folder, `${name}.json`), `${JSON.stringify(output, null, 2)}\n`),
    ),
  );
  const command = join(folder, 'juju');
  await writeFile(command, SCRIPT);
  await chmod(command, 0o755);
  return command;
}
