/** Texts that people give to kbt: show-unit, YAML, JSON, what they pasted. */
import { kbt } from '../../../../packages/cli/src/testing/kbt.js';
import { promiseOf } from './printed.js';

const ALONE = [
  ['validate', '-'],
  ['validate', '-', '-o', 'json'],
  ['targets', '-'],
  ['status', '-', '-o', 'yaml'],
  ['why', 'wordpress', '-'],
  ['why', '-', '-o', 'json'],
  ['diff', '-', '--schedule', '@daily'],
  ['doctor', '-'],
  ['render', '-', '--schedule', '@daily', '--app', 'wordpress', '--juju-model', 'm'],
  ['preview', '-'],
] as const;

/** Gives the text to the command that the first byte names. */
export async function fuzzInput(bytes: Buffer): Promise<void> {
  const words = ALONE[(bytes[0] ?? 0) % ALONE.length] ?? ALONE[0];
  promiseOf(
    await kbt(words, {
      stdin: bytes.subarray(1).toString('utf8'),
      cwd: '/',
      env: ALONE_IN_THE_WORLD,
    }),
  );
}

/** No cluster, no client of Juju. */
const ALONE_IN_THE_WORLD = { PATH: '', HOME: '/nowhere', KUBECONFIG: '/nowhere/config' };
