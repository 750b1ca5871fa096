/** An operator's questions: the command line on the demo's model. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { writeJujuClient } from '@k8s-backup-target/juju-testing';
import { heading, print } from './narrator.js';
import type { Stage } from './stage.js';

const KBT = resolve('packages/cli/dist/kbt.js');

/** Plays the part; `number` is that of its first heading. */
export async function operator(stage: Stage, number: number): Promise<void> {
  const { simulator } = stage;
  const folder = await mkdtemp(join(tmpdir(), 'demo-juju-'));
  try {
    simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
    heading(
      `${number}. Related again, an operator asks: what is backed up?`,
      'Look at the states: kbt asks the juju client, here one that shows this model.',
    );
    await stage.settle();
    await writeJujuClient(simulator, folder);
    await kbt(folder, ['targets', '--unit', 'integrator/0']);
    heading(
      `${number + 1}. And why is that one not?`,
      'Look at the step that failed: the place, the rule, what would be right.',
    );
    await kbt(folder, ['why', 'unchecked', '--unit', 'integrator/0']);
    heading(
      `${number + 2}. Is my-app backed up?`,
      'Look at the question marks: there is no cluster here, and what was not seen is never called good.',
    );
    await kbt(folder, ['why', 'my-app', '--unit', 'integrator/0', '--allow-unknown']);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs the command and prints what it prints, its notes too. Status 1 says that it found something, which it is meant to. */
async function kbt(folder: string, words: readonly string[]): Promise<void> {
  print(`  $ ${['kbt', ...words].join(' ')}`);
  const env = { ...process.env, PATH: [folder, process.env['PATH']].join(delimiter) };
  const child = spawn(process.execPath, [KBT, ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolveEnd, reject) => {
    child.on('error', reject);
    child.on('close', resolveEnd);
  });
  await Promise.all([child.stdout, child.stderr].map(printLines));
  const status = await ended;
  if (status !== 0 && status !== 1) throw new Error(`kbt ended with status ${status}`);
}

async function printLines(input: Readable): Promise<void> {
  for await (const line of createInterface({ input })) print(`  ${line}`);
}
