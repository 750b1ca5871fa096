// Room: What Juju prints of models, units and relations. May import cluster/api, command, input, output.
import { execFile } from 'node:child_process';
import type { Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { Io } from '../command/io.js';
import { timeoutSeconds } from '../command/parse-seconds.js';
import type { Source } from '../input/source.js';
import { printable } from '../output/printable.js';

/** Databags hold up to 16 MiB each. */
const MAX_OUTPUT = 512 * 1024 * 1024;
/** Who waits for longer is told so. */
const PATIENCE_MS = 2_000;

/** Asks Juju's client, which must be on PATH and logged in. It only shows things. */
export interface JujuClient {
  /** Runs `juju` with these words and `--format json`; its output, named after the command line. */
  show(words: readonly string[]): Promise<Source>;
}

/** Commands that take no `-m`: `show-model` names its model as a word. */
const WITHOUT_MODEL: readonly string[] = ['show-model', 'models'];

/** @param model as `juju -m` takes it; undefined: the client's current model. */
export function jujuClient(options: Options, io: Io, model: string | undefined): JujuClient {
  const inModel = model === undefined ? [] : ['-m', model];
  const seconds = timeoutSeconds(options);
  return {
    show: async ([command = '', ...words]) => {
      const named = command === 'show-model' && model !== undefined ? [model] : [];
      const line = WITHOUT_MODEL.includes(command) ? [command, ...named] : [command, ...inModel];
      const source = await runJuju([...line, ...words, '--format', 'json'], io, seconds);
      return { ...source, askedModel: model ?? '' };
    },
  };
}

async function runJuju(words: readonly string[], io: Io, seconds: number): Promise<Source> {
  const line = `juju ${words.join(' ')}`;
  const stop = sayThatItWaits(line, io);
  try {
    return { name: line, text: await outputOf(words, io, seconds) };
  } finally {
    stop();
  }
}

function outputOf(words: readonly string[], { env }: Io, seconds: number): Promise<string> {
  const options = {
    env: { ...env },
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT,
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile('juju', [...words], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new CannotRunError('juju', reasonOf(error, words, stderr, seconds)));
    });
    // A client that asks for a password must fail, not wait.
    child.stdin?.end();
  });
}

/** On a terminal; leaves nothing there. Returns what ends it. */
function sayThatItWaits(line: string, { stderr }: Io): () => void {
  if (!stderr.isTTY) return () => undefined;
  let isSaid = false;
  const timer = setTimeout(() => {
    isSaid = true;
    stderr.write(`\r\u001b[KStill waiting for ${printable(line)}`);
  }, PATIENCE_MS);
  return () => {
    clearTimeout(timer);
    if (isSaid) stderr.write('\r\u001b[K');
  };
}

function reasonOf(error: Error, words: readonly string[], stderr: string, seconds: number): string {
  const line = `juju ${words.join(' ')}`;
  if ('code' in error && error.code === 'ENOENT') {
    return 'there is no juju client on PATH: install it, or give its output as files';
  }
  if ('killed' in error && error.killed === true) {
    return `${line} gave no answer within ${seconds} s: is the controller reachable? --timeout waits longer`;
  }
  const said = stderr.trim().replace(/^ERROR /gm, '');
  return `${line} failed: ${said || error.message}`;
}
