import { constants, realpathSync } from 'node:fs';
import { access, chmod, link, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { clientScript } from './client-script.js';
import { hookCommands } from './commands/index.js';

/** A folder with one program per hook command, to be first on a hook's PATH. */
export interface ToolsDirectory {
  readonly path: string;
  /** A folder for standard input on its way to the agent. */
  readonly spool: string;
  remove(): Promise<void>;
}

/** Writes the programs into a new temporary folder. */
export async function createToolsDirectory(): Promise<ToolsDirectory> {
  const [bash, cat] = await Promise.all([findProgram('bash'), findProgram('cat')]);
  const root = realpathSync(await mkdtemp(join(tmpdir(), 'juju-tools-')));
  const client = join(root, '.client');
  await writeFile(client, clientScript({ bash, cat }));
  await chmod(client, 0o755);
  await Promise.all([...hookCommands.keys()].map((name) => link(client, join(root, name))));
  return { path: root, spool: root, remove: () => rm(root, { recursive: true, force: true }) };
}

async function findProgram(name: string): Promise<string> {
  const folders = ['/bin', '/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  for (const folder of folders) {
    const program = join(folder, name);
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return program;
  }
  throw new Error(`hook commands as programs need ${name}, which is not on PATH`);
}
