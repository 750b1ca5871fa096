import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RpcOutcome } from './rpc-call.js';
import { RpcListener } from './rpc-listener.js';

type Event = readonly ['run' | 'client' | 'server' | 'exit', ...(string | number)[]];

/** Recorded exchanges of Juju's own client and agent: the simulator's agent must answer the same bytes. */
const { versions }: { versions: Record<string, Event[]> } = JSON.parse(
  readFileSync(
    new URL('../../../../juju/src/test-data/juju-agent-socket.json', import.meta.url),
    'utf8',
  ),
);

const recorded = Object.entries(versions).flatMap(([version, events]) => {
  const starts = events.flatMap(([kind], index) => (kind === 'run' ? [index] : []));
  return starts.map((start, at) => ({
    version,
    line: String(events[start]?.[1]),
    events: events.slice(start + 1, starts[at + 1]),
  }));
});

/** Returns the command's outcome behind the agent, as its client printed it. */
function outcomeOf(events: readonly Event[]): RpcOutcome {
  const [, status, stdout, stderr] = events.find(([kind]) => kind === 'exit') ?? [];
  const error = /^ERROR (bad request: .*)\n$/.exec(String(stderr))?.[1];
  if (error !== undefined) return { error };
  return { status: Number(status), stdout: String(stdout), stderr: String(stderr) };
}

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agent-rpc-'));
  path = join(folder, 'agent.socket');
});

afterEach(() => rm(folder, { recursive: true }));

/** Writes each and waits for as many bytes as were recorded to follow. */
async function replay(socket: Socket, events: readonly Event[]): Promise<void> {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
  });
  for (const [kind, hex] of events) {
    if (kind === 'client') socket.write(Buffer.from(String(hex), 'hex'));
    if (kind !== 'server') continue;
    const length = String(hex).length / 2;
    while (received.length < length) await once(socket, 'data');
    expect(received.subarray(0, length).toString('hex')).toBe(hex);
    received = received.subarray(length);
  }
  expect(received.toString('hex')).toBe('');
}

describe('serveAgentRpc', () => {
  it.each(recorded)(
    'answers $line as the agent of Juju $version does, byte for byte',
    async ({ line, events }) => {
      const listener = await RpcListener.start(path, async (call, stdin) => {
        expect([call.command, ...call.args].join(' ')).toBe(line);
        if (line.includes('--file -')) expect(String(await stdin())).toBe('{"a":"b"}');
        return outcomeOf(events);
      });
      const socket = connect(path);
      await replay(socket, events);
      socket.destroy();
      listener.close();
    },
  );

  it('cuts the connection of a client that speaks anything else', async () => {
    const listener = await RpcListener.start(path, () => Promise.reject(new Error('called')));
    const socket = connect(path);
    socket.write('GET / HTTP/1.1\r\n\r\n'.padEnd(200));
    await once(socket, 'close');
    listener.close();
  });

  it('lets a command go that waits for input when its client has gone', async () => {
    let failed: (error: unknown) => void = () => undefined;
    const failure = new Promise<unknown>((resolve) => {
      failed = resolve;
    });
    const listener = await RpcListener.start(path, async (_, stdin) => {
      await stdin().catch(failed);
      return 'hang';
    });
    const socket = connect(path);
    const first = recorded.find(({ line }) => line.includes('--file -'))?.events[0]?.[1];
    socket.write(Buffer.from(String(first), 'hex'));
    await once(socket, 'data');
    socket.destroy();
    expect(await failure).toMatchObject({ message: 'hook tool requires stdin, none supplied' });
    listener.close();
  });
});
