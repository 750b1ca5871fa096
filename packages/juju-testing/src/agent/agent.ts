// Room: An agent for charms that run as processes of their own. May import agent/rpc, commands, simulator.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { type CommandResult, isHookCommandError } from '@k8s-backup-target/juju';
import type { HookSession } from '../simulator/hook-session.js';
import { FieldReader } from './field-reader.js';
import type { RpcCall, RpcOutcome } from './rpc/rpc-call.js';
import { RpcListener } from './rpc/rpc-listener.js';
import { createToolsDirectory, type ToolsDirectory } from './tools-directory.js';

/** Up to here a client prints output itself; beyond, a program that copies faster pays off. */
const MAX_INLINE_OUTPUT = 1024;

/** The implementation behind the hook commands. */
export interface JujuAgentOptions {
  /**
   * A program that is run by the name of each hook command, as a client of the unix socket. Default: a
   * script of Bash, which starts in half the time that Juju's own take.
   */
  readonly hookCommand?: string | undefined;
}

/**
 * The stand-in for Juju's agent: executes the hook commands that real processes call, and those that a
 * charm asks for over the agent's socket.
 */
export class JujuAgent {
  readonly #server: Server;
  readonly #tools: ToolsDirectory;
  readonly #address: string;
  readonly #sessions: Map<string, HookSession> = new Map();
  readonly #sockets: Set<Socket> = new Set();
  #listener: RpcListener | null = null;

  private constructor(server: Server, tools: ToolsDirectory, address: string) {
    this.#server = server;
    this.#tools = tools;
    this.#address = address;
    server.on('connection', (socket) => this.#serve(socket));
  }

  /**
   * Listens on a unix socket, as Juju does, and for the hook commands in Bash, which cannot reach that,
   * on a free port of this machine's loopback; writes the programs.
   */
  static async start(options: JujuAgentOptions = {}): Promise<JujuAgent> {
    const server = createServer({ noDelay: true });
    const [tools] = await Promise.all([
      createToolsDirectory(options.hookCommand),
      once(server.listen(0, '127.0.0.1'), 'listening'),
    ]);
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const agent = new JujuAgent(server, tools, `127.0.0.1:${port}`);
    agent.#listener = await RpcListener.start(tools.socket, (call, stdin) =>
      agent.#executeCall(call, stdin),
    );
    return agent;
  }

  /** The folder that holds one program for each hook command. */
  get toolsDirectory(): string {
    return this.#tools.path;
  }

  /** The path of the unix socket on which it listens, as `JUJU_AGENT_SOCKET_ADDRESS` has it. */
  get socket(): string {
    return this.#tools.socket;
  }

  /**
   * The complete environment for a process that runs this session's hook.
   *
   * @param path what follows the hook commands on PATH
   */
  environment(session: HookSession, path: string): Record<string, string> {
    return {
      ...session.environment,
      JUJU_AGENT_SOCKET_ADDRESS: this.#tools.socket,
      JUJU_AGENT_SOCKET_NETWORK: 'unix',
      SIMULATOR_AGENT: this.#address,
      PATH: path === '' ? this.#tools.path : `${this.#tools.path}:${path}`,
    };
  }

  /** Accepts the session's commands while `body` runs, and none afterwards. */
  async during<T>(session: HookSession, body: () => Promise<T>): Promise<T> {
    const contextId = session.environment['JUJU_CONTEXT_ID'] ?? '';
    this.#sessions.set(contextId, session);
    try {
      return await body();
    } finally {
      this.#sessions.delete(contextId);
    }
  }

  /** Stops listening, drops commands that still hang, and removes the programs. */
  async close(): Promise<void> {
    this.#server.close();
    this.#listener?.close();
    for (const socket of this.#sockets) socket.destroy();
    await this.#tools.remove();
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // A client may be killed at any time; that is the hook's concern.
    socket.on('error', () => undefined);
    this.#answer(socket).catch((error: unknown) => {
      const stderr = `ERROR ${error instanceof Error ? error.message : String(error)}\n`;
      reply(socket, { status: 1, signal: null, stdout: '', stderr });
    });
  }

  async #answer(socket: Socket): Promise<void> {
    const fields = new FieldReader(socket);
    const context = (await fields.next()).toString();
    const directory = (await fields.next()).toString();
    const command = (await fields.next()).toString();
    const count = Number((await fields.next()).toString());
    const args: string[] = [];
    while (args.length < count) args.push((await fields.next()).toString());
    const session = this.#sessions.get(context);
    if (session === undefined) throw new Error(`bad request: unknown context "${context}"`);
    const stdin = () => this.#readStdin(socket, fields);
    const result = await session.execute(command, args, stdin, directory);
    if (result === 'kill') socket.end('kill\n');
    else if (result !== 'hang') reply(socket, result);
  }

  async #executeCall(call: RpcCall, stdin: () => Promise<Uint8Array>): Promise<RpcOutcome> {
    const session = this.#sessions.get(call.contextId);
    if (session === undefined) {
      return { error: `bad request: wrong context ID; got ${JSON.stringify(call.contextId)}` };
    }
    try {
      const result = await session.execute(call.command, call.args, stdin, call.dir);
      if (result === 'hang') return 'hang';
      return result === 'kill' ? 'cut' : { ...result, status: result.status ?? 1 };
    } catch (error) {
      if (!isHookCommandError(error, 'not-found')) throw error;
      return { error: `bad request: unknown command: ${call.command}` };
    }
  }

  async #readStdin(socket: Socket, fields: FieldReader): Promise<Uint8Array> {
    const file = join(this.#tools.spool, `stdin-${randomUUID()}`);
    socket.write(`stdin ${file}\n`);
    if ((await fields.next()).toString() === 'i') return fields.next();
    const content = await readFile(file);
    await rm(file);
    return content;
  }
}

function reply(socket: Socket, { status, stdout, stderr }: CommandResult): void {
  const isOpen = stderr !== '' && !stderr.endsWith('\n');
  const errors = isOpen ? `${stderr}\n` : stderr;
  const output = Buffer.from(stdout);
  const isLine = stdout.indexOf('\n') === stdout.length - 1;
  const isInline = isLine && output.length <= MAX_INLINE_OUTPUT && !stdout.includes('\0');
  const mode = stdout === '' ? 'none' : isInline ? 'inline' : 'stream';
  const count = errors.split('\n').length - 1;
  socket.write(`exit ${status} ${count} ${mode} ${isOpen ? 'open' : 'closed'}\n${errors}`);
  socket.end(output);
}
