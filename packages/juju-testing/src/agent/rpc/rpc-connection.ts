import type { Socket } from 'node:net';
import {
  ANSWER_HEADER,
  COMMAND,
  GobDecoder,
  GobEncoder,
  METHOD,
  MessageSplitter,
  NO_OUTCOME,
  NO_STDIN,
  OUTCOME,
  REQUEST_HEADER,
  type StructValue,
} from '@k8s-backup-target/juju/agent-protocol';
import type { ExecuteCall, RpcCall, RpcOutcome } from './rpc-call.js';

/** A databag of 16 MiB as JSON that escapes every byte, with room to spare. */
const MAX_MESSAGE_BYTES: number = 192 * 1024 * 1024;

/** A call whose command waits for standard input, until the client repeats it with some. */
interface WaitingForStdin {
  readonly call: string;
  readonly give: (stdin: Uint8Array) => void;
  readonly refuse: (error: Error) => void;
  /** The request that the command's end is to answer. */
  seq: number;
}

/**
 * Serves one connection as Juju's agent does, in the words of Go's `net/rpc`. As there, a call without
 * standard input that needs some is answered with an error, and the client repeats it; the command
 * itself runs once.
 */
export function serveAgentRpc(socket: Socket, execute: ExecuteCall): void {
  const connection = new RpcConnection(socket, execute);
  socket.on('data', (chunk: Uint8Array) => connection.read(chunk));
  socket.on('close', () => connection.end());
}

class RpcConnection {
  readonly #socket: Socket;
  readonly #execute: ExecuteCall;
  readonly #splitter: MessageSplitter = new MessageSplitter(MAX_MESSAGE_BYTES);
  readonly #decoder: GobDecoder = new GobDecoder();
  readonly #encoder: GobEncoder = new GobEncoder();
  #header: StructValue | null = null;
  #waiting: WaitingForStdin | null = null;

  constructor(socket: Socket, execute: ExecuteCall) {
    this.#socket = socket;
    this.#execute = execute;
  }

  /** Cuts the connection where a client speaks anything else, as Go's server does. */
  read(chunk: Uint8Array): void {
    try {
      for (const message of this.#splitter.push(chunk)) this.#take(message);
    } catch {
      this.#socket.destroy();
    }
  }

  end(): void {
    this.#waiting?.refuse(new Error(NO_STDIN));
    this.#waiting = null;
  }

  #take(message: Uint8Array): void {
    const header = this.#header;
    const value = this.#decoder.decode(message, header === null ? REQUEST_HEADER : COMMAND);
    if (value === null) return;
    this.#header = header === null ? value : null;
    if (header !== null) this.#call(Number(header['Seq'] ?? 0), header, value);
  }

  #call(seq: number, header: StructValue, request: StructValue): void {
    if (header['ServiceMethod'] !== METHOD) {
      const method = String(header['ServiceMethod'] ?? '');
      this.#answer(seq, { error: `rpc: can't find method ${method}` });
      return;
    }
    const call = callOf(request);
    const stdin = request['StdinSet'] === true ? bytes(request['Stdin']) : null;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null && stdin !== null && waiting.call === JSON.stringify(call)) {
      waiting.seq = seq;
      waiting.give(stdin);
      return;
    }
    waiting?.refuse(new Error(NO_STDIN));
    void this.#run(seq, call, stdin);
  }

  async #run(seq: number, call: RpcCall, given: Uint8Array | null): Promise<void> {
    let asked: WaitingForStdin | null = null;
    const stdin = (): Promise<Uint8Array> => {
      if (given !== null) return Promise.resolve(given);
      return new Promise((give, refuse) => {
        asked = { call: JSON.stringify(call), give, refuse, seq };
        this.#waiting = asked;
        this.#answer(seq, { error: NO_STDIN });
      });
    };
    const outcome = await this.#outcome(call, stdin);
    this.#answer((asked as WaitingForStdin | null)?.seq ?? seq, outcome);
  }

  async #outcome(call: RpcCall, stdin: () => Promise<Uint8Array>): Promise<RpcOutcome> {
    if (!call.dir.startsWith('/')) return { error: 'bad request: Dir is not absolute' };
    try {
      return await this.#execute(call, stdin);
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  #answer(seq: number, outcome: RpcOutcome): void {
    if (outcome === 'cut') this.#socket.destroy();
    if (typeof outcome === 'string') return;
    const isError = 'error' in outcome;
    const header = { ServiceMethod: METHOD, Seq: seq, Error: isError ? outcome.error : '' };
    const body = isError
      ? this.#encoder.encode.bind(this.#encoder, NO_OUTCOME, {})
      : this.#encoder.encode.bind(this.#encoder, OUTCOME, fieldsOf(outcome));
    this.#socket.write(Buffer.concat([...this.#encoder.encode(ANSWER_HEADER, header), ...body()]));
  }
}

function fieldsOf(outcome: Extract<RpcOutcome, { status: number }>): StructValue {
  const { status, stdout, stderr } = outcome;
  return { Code: status, Stdout: Buffer.from(stdout), Stderr: Buffer.from(stderr) };
}

function callOf(request: StructValue): RpcCall {
  const { ContextId, Dir, CommandName, Args } = request;
  return {
    contextId: String(ContextId ?? ''),
    dir: String(Dir ?? ''),
    command: String(CommandName ?? ''),
    args: Array.isArray(Args) ? Args : [],
  };
}

function bytes(value: StructValue[string]): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}
