import {
  COMMAND,
  COMMAND_WITH_TOKEN,
  NO_STDIN,
  type StructValue,
} from '../agent-protocol/index.js';
import { checkArguments } from '../argument-check.js';
import type { CommandResult } from '../command-runner.js';
import { HookCommandError } from '../error.js';
import { type AgentAnswer, AgentConnection, type ConnectionLimits } from './agent-connection.js';
import type { AgentAddress } from './availability.js';
import { ConnectionError } from './connection-error.js';

const UNKNOWN_COMMAND = 'bad request: unknown command';

/** Runs hook commands as Juju's own client does: over one connection, one after another. */
export class AgentClient {
  readonly #address: AgentAddress;
  readonly #limits: ConnectionLimits;
  #connection: AgentConnection;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    address: AgentAddress,
    limits: ConnectionLimits,
    connection: AgentConnection,
  ) {
    this.#address = address;
    this.#limits = limits;
    this.#connection = connection;
  }

  /**
   * Connects. Nothing is sent yet.
   *
   * @throws Error of the operating system
   */
  static async connect(address: AgentAddress, limits: ConnectionLimits): Promise<AgentClient> {
    const connection = await AgentConnection.open(address.path, limits);
    return new AgentClient(address, limits, connection);
  }

  /** Closes the connection; a later command makes another. */
  close(): void {
    this.#connection.close();
  }

  /** As a `CommandRunner`. Commands run in the order of the calls. */
  run(command: string, args: readonly string[], stdin: string | undefined): Promise<CommandResult> {
    const result = this.#last.then(() => this.#run(command, args, stdin));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #run(
    command: string,
    args: readonly string[],
    stdin: string | undefined,
  ): Promise<CommandResult> {
    const call = [command, ...args];
    checkArguments(call);
    const request = {
      ContextId: this.#address.contextId,
      Dir: process.cwd(),
      CommandName: command,
      Args: args,
    };
    try {
      return this.#result(call, await this.#answer(request, stdin));
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      const { code, message: reason } = error;
      throw new HookCommandError(code, { command: call, reason, cause: error });
    }
  }

  /** Standard input is sent when the agent asks for it, as Juju's client does. */
  async #answer(request: StructValue, stdin: string | undefined): Promise<AgentAnswer> {
    const answer = await this.#send(request);
    if (answer.error !== NO_STDIN) return answer;
    return this.#send({ ...request, StdinSet: true, Stdin: Buffer.from(stdin ?? '') });
  }

  async #send(request: StructValue): Promise<AgentAnswer> {
    if (!this.#connection.isOpen) this.#connection = await this.#reconnect();
    const type = this.#address.definesToken ? COMMAND_WITH_TOKEN : COMMAND;
    return this.#connection.request(type, request);
  }

  async #reconnect(): Promise<AgentConnection> {
    try {
      return await AgentConnection.open(this.#address.path, this.#limits);
    } catch (cause) {
      const reason = `could not reach the agent again (${cause instanceof Error ? cause.message : cause})`;
      throw new ConnectionError('connection-lost', reason);
    }
  }

  #result(command: readonly string[], { error, outcome }: AgentAnswer): CommandResult {
    if (error.startsWith(UNKNOWN_COMMAND)) {
      throw new HookCommandError('not-found', { command, reason: 'is not known to this Juju' });
    }
    if (error !== '') return { status: 1, signal: null, stdout: '', stderr: `ERROR ${error}\n` };
    const { Code, Stdout, Stderr } = outcome;
    const [stdout, stderr] = [output(Stdout), output(Stderr)];
    if (stdout.length + stderr.length > this.#limits.maxOutputBytes) {
      const reason = `printed more than ${this.#limits.maxOutputBytes} bytes`;
      throw new ConnectionError('too-large', reason);
    }
    return {
      status: Number(Code ?? 0),
      signal: null,
      stdout: stdout.toString('utf8'),
      stderr: stderr.toString('utf8'),
    };
  }
}

function output(value: StructValue[string]): Buffer {
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : Buffer.alloc(0);
}
