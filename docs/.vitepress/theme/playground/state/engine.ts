/** The page's side of the worker. */
import type { Answer } from '../answer/answer.js';
import type { Reply, Request } from '../answer/messages.js';
import type { Question } from '../answer/question.js';

/** What the engine needs of a worker, so tests can take its place. */
export interface Port {
  postMessage(request: Request): void;
  listen(onReply: (reply: Reply) => void, onFailure: () => void): void;
  terminate(): void;
}

/** Longer than any text takes; after it the worker is stopped and started again. */
const PATIENCE = 30_000;

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface Queued {
  readonly question: Question;
  readonly resolve: (answer: Answer | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Asks the worker, which is started by the first request. */
export class Engine {
  readonly #start: () => Port;
  readonly #waiting = new Map<number, Waiting>();
  #port: Port | null = null;
  /** The cluster of all questions, which another worker has to be told again. */
  #cluster: Blob | null = null;
  #next = 1;
  #queued: Queued | null = null;
  #isAsking = false;

  constructor(start: () => Port) {
    this.#start = start;
  }

  /**
   * Answers a question. While one is being answered only the newest waits: a question that another has overtaken
   * is answered with null.
   *
   * @throws EngineError where the worker cannot answer.
   */
  ask(question: Question): Promise<Answer | null> {
    this.#queued?.resolve(null);
    this.#queued = null;
    if (!this.#isAsking) return this.#askNow(question);
    return new Promise((resolve, reject) => {
      this.#queued = { question, resolve, reject };
    });
  }

  /**
   * Makes an inventory's file the cluster; null for the sample.
   *
   * @returns how many objects it has.
   * @throws EngineError for a file that holds no inventory. The cluster is the one before then.
   */
  async useCluster(file: Blob | null): Promise<number> {
    const reply = await this.#send((id) => ({ id, kind: 'cluster', file }));
    this.#cluster = file;
    return reply.kind === 'cluster' ? reply.objects : 0;
  }

  async #askNow(question: Question): Promise<Answer | null> {
    this.#isAsking = true;
    try {
      const reply = await this.#send((id) => ({ id, kind: 'ask', question }));
      return reply.kind === 'answer' ? reply.answer : null;
    } finally {
      this.#isAsking = false;
      const queued = this.#queued;
      this.#queued = null;
      if (queued !== null) this.#askNow(queued.question).then(queued.resolve, queued.reject);
    }
  }

  async #send(requestOf: (id: number) => Request): Promise<Reply> {
    const port = this.#port ?? this.#open();
    const reply = await this.#post(port, requestOf);
    if (reply.kind === 'refused') throw new EngineError(reply.why);
    return reply;
  }

  #post(port: Port, requestOf: (id: number) => Request): Promise<Reply> {
    const id = this.#next++;
    return new Promise<Reply>((resolve) => {
      const timer = setTimeout(() => this.#giveUp('The answer took too long.'), PATIENCE);
      this.#waiting.set(id, { resolve, timer });
      port.postMessage(requestOf(id));
    });
  }

  #open(): Port {
    const port = this.#start();
    this.#port = port;
    port.listen(
      (reply) => this.#settle(reply),
      () => this.#giveUp('The part of this page that answers could not be loaded.'),
    );
    if (this.#cluster !== null) void this.#restore(port, this.#cluster);
    return port;
  }

  /** Requests are answered in their order: the next question is about this cluster, or about none. */
  async #restore(port: Port, file: Blob): Promise<void> {
    const reply = await this.#post(port, (id) => ({ id, kind: 'cluster', file }));
    if (reply.kind === 'refused' && port === this.#port) this.#giveUp(reply.why);
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(reply.id);
    waiting.resolve(reply);
  }

  /** Stops the worker: whoever waits is refused, and the next request starts another. */
  #giveUp(why: string): void {
    this.#port?.terminate();
    this.#port = null;
    for (const id of [...this.#waiting.keys()]) this.#settle({ id, kind: 'refused', why });
  }
}

/** The worker could not answer; the message is for people. */
class EngineError extends Error {
  override readonly name = 'EngineError';
}
