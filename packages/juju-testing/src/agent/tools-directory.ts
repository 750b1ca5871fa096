import { constants, realpathSync } from 'node:fs';
import { access, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { hookCommands } from '../commands/index.js';
import { clientScript } from './client-script.js';

/** A folder with one program per hook command, to be first on a hook's PATH. */
export interface ToolsDirectory {
  readonly path: string;
  /** The path of the agent's unix socket, in a folder that only its owner may enter. */
  readonly socket: string;
  /** A folder for standard input on its way to the agent. */
  readonly spool: string;
  remove(): Promise<void>;
}

/**
 * Writes the programs into a new temporary folder.
 *
 * @param program what each is a link to; by default a script of Bash
 */
export async function createToolsDirectory(program?: string): Promise<ToolsDirectory> {
  const root = realpathSync(await mkdtemp(join(tmpdir(), 'juju-tools-')));
  const client = program ?? (await writeClient(root));
  await Promise.all([...hookCommands.keys()].map((name) => symlink(client, join(root, name))));
  return {
    path: root,
    socket: join(root, '.agent.socket'),
    spool: root,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function writeClient(folder: string): Promise<string> {
  const [bash, cat] = await Promise.all([findProgram('bash'), findProgram('cat')]);
  const client = join(folder, '.client');
  await writeFile(client, clientScript({ bash, cat }), { mode: 0o755 });
  return client;
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
