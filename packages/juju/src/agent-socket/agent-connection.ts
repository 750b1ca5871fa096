import type { Socket } from 'node:net';
import {
  ANSWER_HEADER,
  GobDecoder,
  GobEncoder,
  GobError,
  METHOD,
  MessageSplitter,
  MessageTooLongError,
  NO_OUTCOME,
  OUTCOME,
  REQUEST_HEADER,
  type StructType,
  type StructValue,
} from '../agent-protocol/index.js';
import { startTimeout } from '../timeout.js';
import { ConnectionError } from './connection-error.js';

/** More than an answer takes besides what the command printed. */
const ANSWER_OVERHEAD = 65_536;

/** The agent's answer: an error of its own, or how the command ended. */
export interface AgentAnswer {
  /** Empty if there is none. */
  readonly error: string;
  /** Fields of `ExecResponse`; empty after an error. */
  readonly outcome: StructValue;
}

/** Limits on the time that an answer takes, and on its size. */
export interface ConnectionLimits {
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
}

interface Pending {
  readonly seq: number;
  header: StructValue | null;
  readonly timer: NodeJS.Timeout | undefined;
  readonly resolve: (answer: AgentAnswer) => void;
  readonly reject: (error: ConnectionError) => void;
}

/**
 * One connection to Juju's agent, for one request at a time. It keeps the process alive only while a
 * request is under way. After the first error it stays closed.
 */
export class AgentConnection {
  readonly #socket: Socket;
  readonly #limits: ConnectionLimits;
  readonly #encoder: GobEncoder = new GobEncoder();
  readonly #decoder: GobDecoder = new GobDecoder();
  readonly #splitter: MessageSplitter;
  #nextSeq = 0;
  #pending: Pending | null = null;

  private constructor(socket: Socket, limits: ConnectionLimits) {
    this.#socket = socket;
    this.#limits = limits;
    this.#splitter = new MessageSplitter(limits.maxOutputBytes + ANSWER_OVERHEAD);
    socket.on('data', (chunk: Uint8Array) => this.#read(chunk));
    socket.on('error', (cause) => this.#lose(`failed (${cause.message})`));
    socket.on('close', () => this.#lose('was closed'));
    socket.unref();
  }

  /**
   * Connects to a unix socket. Nothing is sent yet.
   *
   * @throws Error of the operating system
   */
  static async open(path: string, limits: ConnectionLimits): Promise<AgentConnection> {
    const socket = process.getBuiltinModule('node:net').connect({ path });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve();
      });
    });
    return new AgentConnection(socket, limits);
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** @throws ConnectionError */
  request(type: StructType, command: StructValue): Promise<AgentAnswer> {
    return new Promise((resolve, reject) => {
      const seq = this.#nextSeq++;
      const { timeoutMs } = this.#limits;
      const timer = startTimeout(timeoutMs, () => {
        this.#fail(new ConnectionError('timeout', `did not end within ${timeoutMs} ms`));
      });
      this.#pending = { seq, header: null, timer, resolve, reject };
      this.#socket.ref();
      const header = { ServiceMethod: METHOD, Seq: seq };
      this.#socket.write(
        Buffer.concat([
          ...this.#encoder.encode(REQUEST_HEADER, header),
          ...this.#encoder.encode(type, command),
        ]),
      );
    });
  }

  close(): void {
    this.#lose('was closed by the charm');
  }

  #read(chunk: Uint8Array): void {
    try {
      for (const message of this.#splitter.push(chunk)) this.#take(message);
    } catch (error) {
      if (!(error instanceof GobError)) throw error;
      if (error instanceof MessageTooLongError) this.#fail(tooLarge(this.#limits));
      else this.#lose(`brought an answer that ${error.message}`);
    }
  }

  #take(message: Uint8Array): void {
    const pending = this.#pending;
    if (pending === null) throw new GobError('was not asked for');
    if (pending.header === null) pending.header = this.#header(message, pending.seq);
    else this.#takeOutcome(message, pending, String(pending.header['Error'] ?? ''));
  }

  /** Null after a definition. */
  #header(message: Uint8Array, seq: number): StructValue | null {
    const header = this.#decoder.decode(message, ANSWER_HEADER);
    if (header !== null && (header['Seq'] ?? 0) !== seq) throw new GobError('is out of turn');
    return header;
  }

  #takeOutcome(message: Uint8Array, pending: Pending, error: string): void {
    const outcome = this.#decoder.decode(message, error === '' ? OUTCOME : NO_OUTCOME);
    if (outcome === null) return;
    this.#rest(pending);
    pending.resolve({ error, outcome });
  }

  #lose(what: string): void {
    const reason = `lost the agent: its connection ${what}; the command may have run`;
    this.#fail(new ConnectionError('connection-lost', reason));
  }

  #fail(error: ConnectionError): void {
    const pending = this.#pending;
    if (pending !== null) this.#rest(pending);
    this.#socket.destroy();
    pending?.reject(error);
  }

  #rest({ timer }: Pending): void {
    clearTimeout(timer);
    this.#pending = null;
    this.#socket.unref();
  }
}

function tooLarge({ maxOutputBytes }: ConnectionLimits): ConnectionError {
  return new ConnectionError('too-large', `printed more than ${maxOutputBytes} bytes`);
}
