import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { CommandResult, CommandRunner } from './command-runner.js';
import type { Environment } from './context.js';
import { HookCommandError, type HookCommandErrorCode } from './error.js';
import { checkedTimeout, startTimeout } from './timeout.js';

/** Five minutes: a Juju agent that takes longer is not coming back within this hook. */
export const DEFAULT_TIMEOUT_MS = 300_000;

/**
 * Juju allows 16 MiB per databag, and JSON can take six bytes (`\u003c`) for one of them. Beyond
 * twice that a command has run wild.
 */
export const DEFAULT_MAX_OUTPUT_BYTES: number = 192 * 1024 * 1024;

/** As `engines` in package.json says. */
const SUPPORTED_NODE = '^20.19.0 || >=22.12.0';

/** Options for spawning hook commands. */
export interface SpawnRunnerOptions {
  /** The whole environment of the commands; PATH in it is where they are looked for. */
  readonly env: Environment;
  /**
   * Milliseconds after which a command is killed: 1 to 2,147,483,647, or Infinity for never. Default
   * 300,000 (five minutes).
   */
  readonly timeoutMs?: number | undefined;
  /** Bytes a command may print to stdout and stderr together. Default 192 MiB. */
  readonly maxOutputBytes?: number | undefined;
}

/**
 * Runs hook commands as real processes, as they are found on PATH.
 *
 * Rejects with a `HookCommandError` of code `not-found`, `not-started`, `invalid-argument`,
 * `too-large`, `timeout` or `unsupported-node`.
 *
 * @throws RangeError for a `timeoutMs` that no timer can wait, such as 0, NaN or 2³¹
 */
export function spawnRunner(options: SpawnRunnerOptions): CommandRunner {
  const timeoutMs = checkedTimeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const checked = { ...options, timeoutMs };
  return (command, args, stdin) => new SpawnedCommand(checked, [command, ...args]).run(stdin);
}

type CheckedOptions = SpawnRunnerOptions & { readonly timeoutMs: number };

class SpawnedCommand {
  readonly #options: CheckedOptions;
  readonly #command: readonly string[];
  readonly #stdout: Buffer[] = [];
  readonly #stderr: Buffer[] = [];
  #outputBytes = 0;

  constructor(options: CheckedOptions, command: readonly string[]) {
    this.#options = options;
    this.#command = command;
  }

  run(stdin: string | undefined): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
      const child = this.#start(stdin !== undefined);
      const { timeoutMs } = this.#options;
      const timer = startTimeout(timeoutMs, () => {
        abandon(child);
        reject(this.#error('timeout', `did not end within ${timeoutMs} ms and was killed`));
      });
      child.on('error', (cause) => {
        clearTimeout(timer);
        reject(this.#startError(cause));
      });
      child.on('close', (status, signal) => {
        clearTimeout(timer);
        resolve({ status, signal, stdout: decode(this.#stdout), stderr: decode(this.#stderr) });
      });
      this.#collect(child, (error) => {
        clearTimeout(timer);
        abandon(child);
        reject(error);
      });
      // A command may exit without reading its input (EPIPE): its exit status and stderr say why.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(stdin);
    });
  }

  #start(withStdin: boolean): ChildProcess {
    const [file = '', ...args] = this.#command;
    const options: SpawnOptions = {
      env: this.#options.env,
      stdio: [withStdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    };
    // Node.js 21 and 22.0 to 22.2 have none.
    if (typeof process.getBuiltinModule !== 'function') throw this.#unsupportedNode();
    try {
      // Loaded here, since many hooks need no hook command at all.
      return process.getBuiltinModule('node:child_process').spawn(file, args, options);
    } catch (cause) {
      throw this.#startError(cause);
    }
  }

  #collect(child: ChildProcess, fail: (error: HookCommandError) => void): void {
    const limit = this.#options.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES;
    const into = (chunks: Buffer[]) => (chunk: Buffer) => {
      chunks.push(chunk);
      this.#outputBytes += chunk.length;
      if (this.#outputBytes > limit) {
        fail(this.#error('too-large', `printed more than ${limit} bytes and was killed`));
      }
    };
    child.stdout?.on('data', into(this.#stdout));
    child.stderr?.on('data', into(this.#stderr));
  }

  #unsupportedNode(): HookCommandError {
    const reason = `was not run: Node.js ${process.version} is not supported; use ${SUPPORTED_NODE}`;
    return this.#error('unsupported-node', reason);
  }

  #startError(cause: unknown): HookCommandError {
    const systemCode = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    switch (systemCode) {
      case 'ENOENT':
        return this.#error('not-found', 'is not on PATH', cause);
      case 'E2BIG':
        return this.#error('too-large', 'arguments are longer than a process can be given', cause);
      case 'ERR_INVALID_ARG_VALUE':
        return this.#error('invalid-argument', 'arguments contain a NUL character', cause);
      default:
        return this.#error('not-started', `could not be started (${String(systemCode)})`, cause);
    }
  }

  #error(code: HookCommandErrorCode, reason: string, cause?: unknown): HookCommandError {
    return new HookCommandError(code, {
      command: this.#command,
      reason,
      stderr: decode(this.#stderr),
      cause,
    });
  }
}

function decode(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

/** Kills the child and lets go of its pipes, which a process it started may still hold open. */
function abandon(child: ChildProcess): void {
  child.kill('SIGKILL');
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.stderr?.destroy();
}
