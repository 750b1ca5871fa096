import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reply, Request } from '../answer/messages.js';
import { Desk } from '../engine/desk.js';
import { FIRST_QUESTION } from '../examples/first-question.js';
import { SAMPLE_CLUSTER } from '../examples/sample-cluster.js';
import { Engine, type Port } from './engine.js';

const OWN = { ...SAMPLE_CLUSTER, objects: SAMPLE_CLUSTER.objects.slice(0, 6) };

/** A worker that answers when it is told to, with the real desk. */
class Bench implements Port {
  readonly requests: Request[] = [];
  isTerminated = false;
  #onReply: (reply: Reply) => void = () => {};
  #onFailure: () => void = () => {};
  readonly #desk = new Desk();

  postMessage(request: Request): void {
    this.requests.push(request);
  }

  listen(onReply: (reply: Reply) => void, onFailure: () => void): void {
    this.#onReply = onReply;
    this.#onFailure = onFailure;
  }

  terminate(): void {
    this.isTerminated = true;
  }

  async answerNext(): Promise<void> {
    const request = this.requests.shift();
    if (request !== undefined) this.#onReply(await this.#desk.reply(request));
  }

  fail(): void {
    this.#onFailure();
  }
}

let benches: Bench[];
let engine: Engine;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  benches = [];
  engine = new Engine(() => {
    const bench = new Bench();
    benches.push(bench);
    return bench;
  });
});
afterEach(() => vi.useRealTimers());

function ask(text: string) {
  return engine.ask({ ...FIRST_QUESTION, text });
}

describe('the engine', () => {
  it('starts the worker at the first question, and once', async () => {
    expect(benches).toEqual([]);
    const asked = ask('include_namespaces: [shop]');
    await benches[0]?.answerNext();
    expect((await asked)?.recognised).toBe('a spec');
    void ask('include_namespaces: [web]');
    expect(benches).toHaveLength(1);
  });

  it('lets only the newest question wait', async () => {
    const [first, second, third] = [
      ask('include_namespaces: [shop]'),
      ask('include_namespaces: [web]'),
      ask('ttl: 24H'),
    ];
    await benches[0]?.answerNext();
    expect(await second).toBeNull();
    expect((await first)?.problems).toEqual([]);
    await vi.waitFor(() => expect(benches[0]?.requests).toHaveLength(1));
    await benches[0]?.answerNext();
    expect((await third)?.problems).toHaveLength(1);
  });

  it('says that the worker could not be loaded, and starts another for the next question', async () => {
    const asked = ask('include_namespaces: [shop]');
    benches[0]?.fail();
    await expect(asked).rejects.toThrow('could not be loaded');
    expect(benches[0]?.isTerminated).toBe(true);
    const again = ask('include_namespaces: [shop]');
    await benches[1]?.answerNext();
    expect((await again)?.problems).toEqual([]);
  });

  it('stops a worker that takes too long', async () => {
    const asked = ask('include_namespaces: [shop]');
    const refused = expect(asked).rejects.toThrow('took too long');
    vi.advanceTimersByTime(30_000);
    await refused;
    expect(benches[0]?.isTerminated).toBe(true);
  });

  it('tells another worker the cluster again', async () => {
    const opened = engine.useCluster(new Blob([JSON.stringify(OWN)]));
    await benches[0]?.answerNext();
    expect(await opened).toBe(6);
    const asked = ask('include_namespaces: [shop]');
    benches[0]?.fail();
    await expect(asked).rejects.toThrow('could not be loaded');
    const again = ask('include_namespaces: [shop]');
    await benches[1]?.answerNext();
    await benches[1]?.answerNext();
    expect((await again)?.picture).toMatchObject({ result: { decisions: { length: 6 } } });
  });

  it('says why a file is not an inventory', async () => {
    const opened = engine.useCluster(new Blob(['{}']));
    const refused = expect(opened).rejects.toThrow('not an inventory');
    await benches[0]?.answerNext();
    await refused;
  });
});
