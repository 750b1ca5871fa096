// Room: What Juju prints of models, units and relations. May import command, input.
import { execFile } from 'node:child_process';
import { CannotRunError } from '../command/errors.js';
import type { Source } from '../input/source.js';

/** The client's time limit: it asks a controller that may be far away. */
const TIMEOUT_MS = 30_000;
/** Databags hold up to 16 MiB each. */
const MAX_OUTPUT = 512 * 1024 * 1024;

/** Asks Juju's client, which must be on PATH and logged in. It only shows things. */
export interface JujuClient {
  /** Runs `juju` with these words and `--format json`; its output, named after the command line. */
  show(words: readonly string[]): Promise<Source>;
}

/** @param model as `juju -m` takes it; undefined: the client's current model. */
export function jujuClient(
  env: Readonly<Record<string, string | undefined>>,
  model: string | undefined,
): JujuClient {
  const inModel = model === undefined ? [] : ['-m', model];
  return {
    show: async ([command = '', ...words]) => {
      // `show-model` names its model as a word.
      const isModel = command === 'show-model';
      const line = isModel
        ? [command, ...(model === undefined ? [] : [model])]
        : [command, ...inModel];
      const source = await runJuju([...line, ...words, '--format', 'json'], env);
      return { ...source, askedModel: model ?? '' };
    },
  };
}

function runJuju(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Source> {
  const options = { env: { ...env }, timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT };
  return new Promise((resolve, reject) => {
    const child = execFile('juju', [...words], options, (error, stdout, stderr) => {
      if (error === null) resolve({ name: `juju ${words.join(' ')}`, text: stdout });
      else reject(new CannotRunError('juju', reasonOf(error, words, stderr)));
    });
    // A client that asks for a password must fail, not wait.
    child.stdin?.end();
  });
}

function reasonOf(error: Error, words: readonly string[], stderr: string): string {
  const line = `juju ${words.join(' ')}`;
  if ('code' in error && error.code === 'ENOENT') {
    return 'there is no juju client on PATH: install it, or give its output as files';
  }
  if ('killed' in error && error.killed === true) {
    return `${line} gave no answer within ${TIMEOUT_MS / 1000} s: is the controller reachable?`;
  }
  const said = stderr.trim().replace(/^ERROR /gm, '');
  return `${line} failed: ${said || error.message}`;
}
