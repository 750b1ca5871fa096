import type { CommandResult, CommandRunner } from '../command-runner.js';
import type { Environment } from '../context.js';
import { DEFAULT_MAX_OUTPUT_BYTES, DEFAULT_TIMEOUT_MS, spawnRunner } from '../spawn-runner.js';
import { AgentClient } from './agent-client.js';
import { type AgentAddress, agentAddress } from './availability.js';

/** When and how the agent's socket is used. */
export interface AgentSocketOptions {
  /**
   * The charm's config option, of type boolean, that permits the socket. Unless it is true, hook
   * commands run as processes: this is how an operator turns the socket off without a new build.
   */
  readonly enabledBy: string;
  /** The hook's environment. Default: this process's. */
  readonly env?: Environment | undefined;
  /**
   * Milliseconds after which a command is given up: 1 to 2,147,483,647, or Infinity for never. Default
   * 300,000 (five minutes).
   */
  readonly timeoutMs?: number | undefined;
  /** Bytes a command may print to stdout and stderr together. Default 192 MiB. */
  readonly maxOutputBytes?: number | undefined;
}

/** Runs hook commands over the agent's socket. */
export interface AgentSocketRunner extends CommandRunner {
  /**
   * Closes the connection, which Juju's agent waits for. The end of the process does so, too: only a
   * process that goes on after its hook needs this.
   */
  close(): void;
}

/**
 * Runs hook commands as requests to Juju's agent, without a process for each. The results are those
 * of the processes, for everything above this port.
 *
 * Not an interface that Juju promises: it is what Juju's own hook commands speak, measured against
 * 2.9, 3.6 and 4.0. So it is used only where it is known to work (a unix socket with a path, no
 * token) and where the charm's config permits it, which one spawned `config-get` tells; its answer
 * serves the charm's own first `config-get`, too. Otherwise hook commands run as processes, and one
 * line at DEBUG says why. That is decided once, before the first byte is sent: afterwards a command
 * may have run, and running it again could do it twice.
 *
 * Commands run one at a time in the order of the calls. Rejects with a `HookCommandError` of code
 * `connection-lost`, `timeout`, `too-large`, `invalid-argument` or `not-found`; the command after one
 * of these makes a new connection.
 */
export function agentSocket(options: AgentSocketOptions): AgentSocketRunner {
  const chosen = new ChosenRunner(options);
  const run: CommandRunner = (command, args, stdin) => chosen.run(command, args, stdin);
  return Object.assign(run, { close: () => chosen.close() });
}

const READ_CONFIG = ['config-get', '--format=json'] as const;

/** Decides before the first command whether it and all others go over the socket. */
class ChosenRunner {
  readonly #options: AgentSocketOptions;
  readonly #env: Environment;
  readonly #spawn: CommandRunner;
  #choice: Promise<CommandRunner> | null = null;
  #client: AgentClient | null = null;
  /** The answer of the `config-get` that was asked for permission, until the charm asks as well. */
  #config: Promise<CommandResult> | null = null;

  constructor(options: AgentSocketOptions) {
    const { env = process.env, timeoutMs, maxOutputBytes } = options;
    this.#options = options;
    this.#env = env;
    this.#spawn = spawnRunner({ env, timeoutMs, maxOutputBytes });
  }

  async run(command: string, args: readonly string[], stdin?: string): Promise<CommandResult> {
    this.#choice ??= this.#choose();
    const run = await this.#choice;
    const config = isReadingConfig(command, args) ? this.#config : null;
    if (config === null) return run(command, args, stdin);
    this.#config = null;
    return config;
  }

  close(): void {
    this.#client?.close();
  }

  async #choose(): Promise<CommandRunner> {
    const address = agentAddress(this.#env);
    if ('reason' in address) return this.#spawnBecause(address.reason);
    const [command, ...args] = READ_CONFIG;
    this.#config = this.#spawn(command, args);
    const permission = permissionIn(await this.#config.catch(() => null), this.#options.enabledBy);
    if (permission === true) return this.#connect(address);
    if (permission === false) return this.#spawn;
    return this.#spawnBecause(`the config has no boolean option ${this.#options.enabledBy}`);
  }

  async #connect(address: AgentAddress): Promise<CommandRunner> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, maxOutputBytes = DEFAULT_MAX_OUTPUT_BYTES } =
      this.#options;
    try {
      const client = await AgentClient.connect(address, { timeoutMs, maxOutputBytes });
      this.#client = client;
      return (command, args, stdin) => client.run(command, args, stdin);
    } catch (error) {
      return this.#spawnBecause(error instanceof Error ? error.message : String(error));
    }
  }

  async #spawnBecause(reason: string): Promise<CommandRunner> {
    const message = `hook commands run as processes, not over the agent's socket: ${reason}`;
    // A log line that cannot be written must not fail a hook that can do without it.
    await this.#spawn('juju-log', ['--log-level', 'DEBUG', '--', message]).catch(() => undefined);
    return this.#spawn;
  }
}

function isReadingConfig(command: string, args: readonly string[]): boolean {
  const call = [command, ...args];
  return call.length === READ_CONFIG.length && READ_CONFIG.every((word, at) => word === call[at]);
}

/** The option's value; undefined where there is no such option, or no config to be read. */
function permissionIn(config: CommandResult | null, option: string): unknown {
  if (config?.status !== 0) return undefined;
  try {
    const options: unknown = JSON.parse(config.stdout);
    return Object.entries(Object(options)).find(([name]) => name === option)?.[1];
  } catch {
    return undefined;
  }
}
