import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ANSWER_HEADER,
  COMMAND_WITH_TOKEN,
  GobDecoder,
  GobEncoder,
  MessageSplitter,
  NO_OUTCOME,
  NO_STDIN,
  OUTCOME,
  REQUEST_HEADER,
  type StructValue,
} from '../agent-protocol/index.js';
import type { Environment } from '../context.js';
import { openHook } from '../index.js';
import { recordedCommands, writtenBy } from '../test-data/recorded-exchanges.js';
import { type AgentSocketOptions, agentSocket } from './index.js';

const MEBIBYTE = 1024 * 1024;
const SOCKET_WON = '{"agent-socket":true,"ttl":"1h"}';

let folder: string;
let server: Server;
let sockets: Set<Socket>;
let env: Environment;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agent-socket-'));
  sockets = new Set();
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  const path = join(folder, 'agent.socket');
  await once(server.listen(path), 'listening');
  env = {
    PATH: folder,
    JUJU_AGENT_SOCKET_NETWORK: 'unix',
    JUJU_AGENT_SOCKET_ADDRESS: path,
    JUJU_CONTEXT_ID: 'my-app/0-install-1',
    JUJU_CHARM_DIR: folder,
    JUJU_VERSION: '3.6.28',
  };
  await configGet(SOCKET_WON);
  await program('juju-log', `echo "$*" >>'${join(folder, 'log')}'`);
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  for (const socket of sockets) socket.destroy();
  server.close();
  await rm(folder, { recursive: true });
});

async function program(name: string, code: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${code}\n`, { mode: 0o755 });
}

/** The `config-get` that is spawned prints this, and leaves a line in `config-get.calls`. */
function configGet(printed: string): Promise<void> {
  return program('config-get', `echo x >>'${join(folder, 'config-get.calls')}'; echo '${printed}'`);
}

function text(file: string): Promise<string> {
  return readFile(join(folder, file), 'utf8').catch(() => '');
}

function runner(options: Partial<AgentSocketOptions> = {}) {
  return agentSocket({ enabledBy: 'agent-socket', env, ...options });
}

/** A request as an agent sees it, and ways to answer. */
interface Request {
  readonly seq: number;
  readonly command: StructValue;
  readonly socket: Socket;
  answer(outcome: StructValue, header?: StructValue): void;
  fail(error: string): void;
}

/** An agent that reads requests properly and does with them what `handle` does. */
function agent(handle: (request: Request, index: number) => void): void {
  let count = 0;
  server.on('connection', (socket) => {
    const [decoder, encoder] = [new GobDecoder(), new GobEncoder()];
    const splitter = new MessageSplitter(64 * MEBIBYTE);
    let header: StructValue | null = null;
    socket.on('data', (chunk: Buffer) => {
      for (const message of splitter.push(chunk)) {
        const value = decoder.decode(
          message,
          header === null ? REQUEST_HEADER : COMMAND_WITH_TOKEN,
        );
        if (value === null) continue;
        if (header === null) {
          header = value;
          continue;
        }
        const seq = Number(header['Seq'] ?? 0);
        header = null;
        const send = (head: StructValue, body: StructValue): void => {
          const type = head['Error'] === undefined ? OUTCOME : NO_OUTCOME;
          socket.write(
            Buffer.concat([
              ...encoder.encode(ANSWER_HEADER, { ServiceMethod: 'Jujuc.Main', Seq: seq, ...head }),
              ...encoder.encode(type, body),
            ]),
          );
        };
        handle(
          {
            seq,
            command: value,
            socket,
            answer: (outcome, head = {}) => send(head, outcome),
            fail: (error) => send({ Error: error }, {}),
          },
          count++,
        );
      }
    });
  });
}

/** An agent that writes these very bytes to the first request. */
function agentOfBytes(...chunks: readonly Uint8Array[]): void {
  server.on('connection', (socket) => {
    socket.once('data', () => {
      for (const chunk of chunks) socket.write(chunk);
    });
  });
}

describe('agentSocket', () => {
  const withoutToken = recordedCommands.filter(({ exit, version }, index) => {
    const isLast = recordedCommands[index + 1]?.version !== version;
    return !isLast && !exit.stderr.includes('token');
  });

  it.each(withoutToken)(
    'exchanges with Juju $version what its own client did: $line',
    async (recorded) => {
      const { version, line, written, exit } = recorded;
      const sent = new GobDecoder();
      const [, , , , request] = new MessageSplitter(MEBIBYTE)
        .push(writtenBy('client', recorded))
        .flatMap((message, index) => [
          sent.decode(message, index < 2 ? REQUEST_HEADER : COMMAND_WITH_TOKEN),
        ]);
      vi.spyOn(process, 'cwd').mockReturnValue(String(request?.['Dir']));
      const received: Buffer[] = [];
      server.on('connection', (socket) => {
        const answers = written.filter(([side]) => side === 'server');
        const first = written[0]?.[1].length ?? 0;
        socket.on('data', (chunk: Buffer) => {
          received.push(chunk);
          if (Buffer.concat(received).length < first) return;
          const answer = answers.shift();
          if (answer !== undefined) socket.write(answer[1]);
        });
      });
      const run = runner({
        env: { ...env, JUJU_VERSION: version, JUJU_CONTEXT_ID: String(request?.['ContextId']) },
      });
      const [command = '', ...args] = line;
      const result = await run(command, args, '{"a":"b"}');
      expect(result).toEqual({ ...exit, signal: null });
      expect(Buffer.concat(received).toString('hex')).toBe(
        writtenBy('client', recorded).toString('hex'),
      );
      run.close();
    },
  );

  it('runs commands one at a time in the order of the calls, over one connection', async () => {
    let underWay = 0;
    const order: unknown[] = [];
    agent(({ command, answer }) => {
      order.push(command['CommandName']);
      expect(++underWay).toBe(1);
      setTimeout(() => {
        underWay -= 1;
        answer({ Stdout: Buffer.from(`${String(command['CommandName'])}\n`) });
      }, 5);
    });
    const run = runner();
    const names = ['is-leader', 'relation-ids', 'relation-get', 'status-set'];
    const results = await Promise.all(names.map((name) => run(name, [])));
    expect(results.map(({ stdout }) => stdout)).toEqual(names.map((name) => `${name}\n`));
    expect([order, sockets.size]).toEqual([names, 1]);
  });

  it('hands over input only to a command that asks for it, empty if there is none', async () => {
    const inputs: (string | null)[] = [];
    agent(({ command, answer, fail }) => {
      const wantsInput = command['CommandName'] === 'relation-set';
      if (wantsInput && command['StdinSet'] !== true) return fail(NO_STDIN);
      inputs.push(command['StdinSet'] === true ? String(command['Stdin'] ?? '') : null);
      return answer({});
    });
    const run = runner();
    await run('relation-set', ['--file', '-'], '{"k":"é\0"}');
    await run('relation-set', ['--file', '-']);
    await run('is-leader', [], 'unread');
    expect(inputs).toEqual(['{"k":"é\0"}', '', null]);
  });

  it("reports the agent's own errors as the hook command prints them", async () => {
    agent(({ fail }) => fail('bad request: wrong context ID; got "x"'));
    expect(await runner()('is-leader', [])).toEqual({
      status: 1,
      signal: null,
      stdout: '',
      stderr: 'ERROR bad request: wrong context ID; got "x"\n',
    });
  });

  it('reports a command that this Juju does not know like one that is not on PATH', async () => {
    agent(({ fail }) => fail('bad request: unknown command: relation-model-get'));
    await expect(runner()('relation-model-get', [])).rejects.toThrow(
      '[not-found] relation-model-get is not known to this Juju',
    );
  });

  it('takes 16 MiB in and out', async () => {
    agent(({ command, answer, fail }) => {
      if (command['StdinSet'] === true) answer({ Stdout: command['Stdin'] });
      else fail(NO_STDIN);
    });
    const value = `${'日本😀'.repeat((1.6 * MEBIBYTE) | 0)}`;
    const { stdout } = await runner()('relation-set', [], value);
    expect(stdout === value).toBe(true);
  });

  it('replaces lone surrogates, as in the arguments of a process', async () => {
    agent(({ command, answer }) => answer({ Stdout: Buffer.from(String(command['Args'])) }));
    expect((await runner()('juju-log', ['a\ud800b'])).stdout).toBe('a\ufffdb');
  });

  it.each([
    ['NUL', 'a\0b', 'invalid-argument'],
    ['more than 131,071 bytes', 'é'.repeat(65_536), 'too-large'],
  ])('refuses arguments with %s, which no process could be given', async (_, argument, code) => {
    agent(({ answer }) => answer({}));
    const run = runner();
    await expect(run('action-set', [argument])).rejects.toMatchObject({ code });
    expect((await run('action-set', ['é'.repeat(65_535)])).status).toBe(0);
  });

  it('is what openHook runs hook commands with', async () => {
    agent(({ answer }) => answer({ Stdout: Buffer.from('true\n') }));
    const juju = openHook({
      env: { ...env, JUJU_UNIT_NAME: 'my-app/0', JUJU_MODEL_NAME: 'm', JUJU_MODEL_UUID: 'u' },
      runner: runner(),
    });
    expect(await juju.isLeader()).toBe(true);
    expect(await juju.config()).toEqual({ 'agent-socket': true, ttl: '1h' });
    expect(await text('config-get.calls')).toBe('x\n');
  });

  it('lets the process end, and so the connection, when nothing is under way', async () => {
    agent(({ answer }) => answer({ Stdout: Buffer.from('true\n') }));
    const code = `import { agentSocket } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
      const run = agentSocket({ enabledBy: 'agent-socket' });
      console.log((await run('is-leader', [])).stdout);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      env: { ...env, NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [connection] = (await once(server, 'connection')) as [Socket];
    const ends = [once(connection, 'close'), once(child, 'close')];
    const stdout = await child.stdout.toArray();
    expect(Buffer.concat(stdout).toString().trim()).toBe('true');
    expect((await Promise.all(ends))[1]).toEqual([0, null]);
  });
});

describe('an agent that misbehaves', () => {
  const answer = new GobEncoder();
  const good = Buffer.concat([
    ...answer.encode(ANSWER_HEADER, { ServiceMethod: 'Jujuc.Main' }),
    ...answer.encode(OUTCOME, { Stdout: Buffer.from('true\n') }),
  ]);

  it.each([
    ['sends zeros', Buffer.from(good).fill(0), 'connection-lost'],
    ['sends a length of nine bytes', Buffer.from('f6010101', 'hex'), 'connection-lost'],
    ['sends text', Buffer.from(`HTTP/1.1 400 Bad Request\r\n${' '.repeat(72)}`), 'connection-lost'],
    ['announces 2^60 bytes', Buffer.from('f81000000000000000', 'hex'), 'too-large'],
    ['answers twice', Buffer.concat([good, good]), null],
  ])('%s', async (_, bytes, code) => {
    agentOfBytes(bytes);
    const ended = await runner()('is-leader', []).then(
      ({ stdout }) => stdout,
      (error: unknown) => error,
    );
    if (code === null) expect(ended).toBe('true\n');
    else expect(ended).toMatchObject({ name: 'HookCommandError', code, command: ['is-leader'] });
  });

  it('cuts the answer off, at each byte', async () => {
    let end = 0;
    server.on('connection', (socket) => {
      socket.on('data', () => socket.end(good.subarray(0, end)));
    });
    const run = runner();
    for (; end < good.length; end++) {
      await expect(run('is-leader', [])).rejects.toMatchObject({ code: 'connection-lost' });
    }
    expect((await run('is-leader', [])).stdout).toBe('true\n');
  });

  it('writes the answer byte by byte', async () => {
    server.on('connection', (socket) => {
      socket.on('data', () => {
        for (const byte of good) socket.write(Uint8Array.of(byte));
      });
    });
    expect((await runner()('is-leader', [])).stdout).toBe('true\n');
  });

  it('answers out of turn', async () => {
    agent(({ seq, answer }) => answer({}, { Seq: seq + 1 }));
    await expect(runner()('is-leader', [])).rejects.toThrow(
      '[connection-lost] is-leader lost the agent: its connection brought an answer that is out of turn; the command may have run',
    );
  });

  it('hangs: the command ends at its timeout, and the next has a new connection', async () => {
    // The clock moves while the first command is under way, and stops for the next.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    agent(({ answer }, index) => {
      if (index === 0) vi.advanceTimersByTime(300);
      else answer({ Stdout: Buffer.from('true\n') });
    });
    const run = runner({ timeoutMs: 300 });
    await expect(run('is-leader', [])).rejects.toThrow(
      '[timeout] is-leader did not end within 300 ms',
    );
    expect((await run('is-leader', [])).stdout).toBe('true\n');
    expect(sockets.size).toBe(2);
  });

  it('sends a million definitions', async () => {
    const definition = Buffer.from('0aff8303010 2ff84000000'.replace(' ', ''), 'hex');
    agentOfBytes(Buffer.concat(Array.from({ length: 1_000_000 }, () => definition)));
    await expect(runner()('is-leader', [])).rejects.toMatchObject({ code: 'connection-lost' });
  });

  it('sends more than is accepted', async () => {
    agent(({ answer }) => answer({ Stdout: Buffer.alloc(600), Stderr: Buffer.alloc(500) }));
    const run = runner({ maxOutputBytes: 1000 });
    await expect(run('relation-get', [])).rejects.toThrow(
      '[too-large] relation-get printed more than 1000 bytes',
    );
  });

  it('goes away for good: no command runs as a process after one was sent', async () => {
    await program('is-leader', 'echo true');
    agent(({ socket }) => socket.destroy());
    const run = runner();
    await expect(run('is-leader', [])).rejects.toMatchObject({ code: 'connection-lost' });
    server.close();
    await expect(run('is-leader', [])).rejects.toThrow(
      /^\[connection-lost\] is-leader could not reach the agent again \(.*ENOENT/,
    );
    expect(await text('log')).toBe('');
  });
});

describe('falling back to processes', () => {
  beforeEach(async () => {
    await program('is-leader', 'echo true');
    agent(() => expect.unreachable('nothing may be sent'));
  });

  const DEBUG = "--log-level DEBUG -- hook commands run as processes, not over the agent's socket:";

  it.each([
    ['TCP', { JUJU_AGENT_SOCKET_NETWORK: 'tcp' }, 'JUJU_AGENT_SOCKET_NETWORK is "tcp", not "unix"'],
    ['no network', { JUJU_AGENT_SOCKET_NETWORK: undefined }, 'is "", not "unix"'],
    ['an abstract address', { JUJU_AGENT_SOCKET_ADDRESS: '@/x' }, 'is not a path'],
    ['a token', { JUJU_AGENT_TOKEN: 'abc' }, 'JUJU_AGENT_TOKEN is set'],
    ['no context', { JUJU_CONTEXT_ID: '' }, 'JUJU_CONTEXT_ID is not set'],
    ['no socket there', { JUJU_AGENT_SOCKET_ADDRESS: '/nonexistent' }, 'ENOENT'],
    ['a path too long', { JUJU_AGENT_SOCKET_ADDRESS: `/${'x'.repeat(200)}` }, ''],
  ])('with %s, and says so once at DEBUG', async (_, variables, reason) => {
    const run = runner({ env: { ...env, ...variables } });
    const results = await Promise.all([run('is-leader', []), run('is-leader', [])]);
    expect(results.map(({ stdout }) => stdout)).toEqual(['true\n', 'true\n']);
    const log = await text('log');
    expect(log.startsWith(DEBUG)).toBe(true);
    expect(log).toContain(reason);
    expect(log.match(/\n/g)).toHaveLength(1);
  });

  it.each([
    ['{"agent-socket":false}', ''],
    ['{"agent-socket":"true"}', 'has no boolean option agent-socket'],
    ['{}', 'has no boolean option agent-socket'],
    ['garbage', 'has no boolean option agent-socket'],
  ])('where config is %s', async (config, reason) => {
    await configGet(config);
    const run = runner();
    expect((await run('is-leader', [])).stdout).toBe('true\n');
    expect((await run('config-get', ['--format=json'])).stdout).toBe(`${config}\n`);
    expect(await text('config-get.calls')).toBe('x\n');
    expect(await text('log')).toContain(reason);
    expect((await text('log')) === '').toBe(reason === '');
  });

  it('where config-get fails, whose failure the charm then sees itself', async () => {
    await program('config-get', 'echo ERROR no >&2; exit 1');
    const run = runner();
    expect((await run('is-leader', [])).stdout).toBe('true\n');
    expect(await run('config-get', ['--format=json'])).toMatchObject({ status: 1 });
  });

  it('even where nothing can be logged', async () => {
    await rm(join(folder, 'juju-log'));
    const run = runner({ env: { ...env, JUJU_AGENT_SOCKET_NETWORK: 'tcp' } });
    expect((await run('is-leader', [])).stdout).toBe('true\n');
  });
});
