/** Programs that serve until their standard input closes, and so end with the test run, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The last of what the program says goes into an error; the whole is of no use to anyone. */
const KEPT_LOG_LINES = 40;

/** A running program. */
export interface Program {
  readonly child: ChildProcess;
  /** Resolves when it has ended with status 0 and rejects otherwise, with the end of its log. */
  readonly ended: Promise<void>;
  /** The next line on its standard output. Rejects if it ends before it has printed one. */
  nextLine(): Promise<string>;
  /** Closes its standard input and waits until it has ended. */
  stop(): Promise<void>;
}

/** Starts a program; `name` is shown in errors. */
export function startProgram(
  name: string,
  binary: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Program {
  const child = spawn(binary, args, { stdio: ['pipe', 'pipe', 'pipe'], env });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    if (log.length > KEPT_LOG_LINES) log.shift();
  });
  const output = createInterface({ input: child.stdout });
  child.stdin.on('error', () => {
    // The program ended early: its exit status says why.
  });
  const ended = endOf(name, child, log);
  return {
    child,
    ended,
    nextLine: () => Promise.race([once(output, 'line').then(String), failureOf(name, ended)]),
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}

function endOf(name: string, child: ChildProcess, log: readonly string[]): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (status === 0) resolve();
      else reject(new Error(`${name} ended with ${signal ?? status}:\n${log.join('\n')}`));
    });
  });
  // Whoever stops the program hears of it. Until then requests fail, which is loud enough.
  ended.catch(() => {});
  return ended;
}

async function failureOf(name: string, ended: Promise<void>): Promise<never> {
  await ended;
  throw new Error(`${name} ended before it was ready.`);
}
