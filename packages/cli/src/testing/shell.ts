/** Runs shell lines with the real `kbt` on PATH, as the README's reader does. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { bundle } from '../../build.js';
import { EXAMPLES, NOW } from './kbt.js';

/** A folder with a bundle of this package, and commands on PATH. */
export interface Shell {
  /** Runs a line; standard output and standard error come together, as on a terminal. */
  run(line: string, env?: Readonly<Record<string, string>>): Promise<ShellRun>;
  close(): void;
}

/** A line's output and exit code. */
export interface ShellRun {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Bundles the command from the sources, and makes a PATH with it and with a `juju` that shows examples. */
export async function openShell(cwd: string = EXAMPLES): Promise<Shell> {
  const folder = mkdtempSync(join(tmpdir(), 'kbt-'));
  await bundle(join(folder, 'dist'));
  const commands = join(folder, 'bin');
  mkdirSync(commands);
  script(join(commands, 'kbt'), `exec '${process.execPath}' '${folder}/dist/kbt.js' "$@"`);
  script(join(commands, 'juju'), `exec '${join(EXAMPLES, 'juju')}' "$@"`);
  const path = [commands, process.env['PATH']].join(delimiter);
  return {
    run: (line, env = {}) =>
      runLine(line, cwd, { ...process.env, PATH: path, KBT_NOW: NOW, ...env }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function script(path: string, line: string): void {
  writeFileSync(path, `#!/bin/sh\n${line}\n`);
  chmodSync(path, 0o755);
}

function runLine(line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<ShellRun> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-o', 'pipefail', '-c', `{ ${line}\n} 2>&1`], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) =>
      resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') }),
    );
  });
}
