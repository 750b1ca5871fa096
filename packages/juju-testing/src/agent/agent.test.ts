import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import {
  type CommandRunner,
  HookCommands,
  isHookCommandError,
  spawnRunner,
} from '@k8s-backup-target/juju';
import { agentSocket } from '@k8s-backup-target/juju/agent-socket';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FaultPlan, JujuAgent, JujuSimulator, type Relation } from '../index.js';

let agent: JujuAgent;
let simulator: JujuSimulator;
let relation: Relation;

beforeEach(async () => {
  agent = await JujuAgent.start();
  simulator = new JujuSimulator();
  simulator.addApplication('my-app');
  simulator.addApplication('velero');
  relation = simulator.relate('my-app:backup', 'velero:targets');
});

afterEach(() => {
  vi.useRealTimers();
  return agent.close();
});

/** Runs `body` with hook commands as real processes, that find nothing but themselves on PATH. */
async function inHook(
  body: (run: CommandRunner, juju: HookCommands) => Promise<unknown>,
  faults: FaultPlan = () => null,
): Promise<ReturnType<ReturnType<JujuSimulator['open']>['record']>> {
  const session = simulator.open(simulator.hook('my-app/0', 'start'), { faults });
  const runner = spawnRunner({ env: agent.environment(session, ''), timeoutMs: 60_000 });
  await agent.during(session, () => body(runner, new HookCommands(session.context, runner)));
  session.commit();
  return session.record();
}

describe('hook commands as programs', () => {
  it('hand on arguments exactly', async () => {
    const message = ['', 'a  b', '"\'$x`\\', 'line\nbreak\n', '日本😀é', '-', '*', '\u0001\u007f'];
    const { log, commands } = await inHook((run) => run('juju-log', ['--', ...message]));
    expect(log[0]?.message).toBe(message.join(' '));
    expect(commands[0]?.args).toEqual(['--', ...message]);
  });

  it.each([
    ['short', 'v'],
    ['as long as is read without a file', 'x'.repeat(1024 - 8)],
    ['longer than that', 'é\n'.repeat(5000)],
    ['16 MiB long', 'x'.repeat(16 * 1024 * 1024 - 1)],
  ])('hand on a value that is %s, in and out', async (_what, value) => {
    await inHook(async (_run, juju) => {
      expect(await juju.writeLocalApplicationData('backup:1', { k: value })).toBe(true);
      const databag = await juju.readLocalApplicationData('backup:1');
      expect(databag?.['k'] === value).toBe(true);
    });
    expect(simulator.databag(relation, 'my-app')['k'] === value).toBe(true);
  });

  it.each(['{"k":"a\0b"}', `{"k":"${'x'.repeat(2000)}\0"}`])(
    'do not lose a NUL in their input',
    async (stdin) => {
      await inHook(async (run) => {
        expect(await run('relation-set', ['-r', '1', '--app', '--file', '-'], stdin)).toMatchObject(
          {
            status: 1,
            stderr: 'ERROR yaml: control characters are not allowed\n',
          },
        );
      });
    },
  );

  it('refuse input that is not UTF-8', async () => {
    const session = simulator.open(simulator.hook('my-app/0', 'start'));
    await agent.during(session, async () => {
      const child = spawn('relation-set', ['-r', '1', '--app', '--file', '-'], {
        env: agent.environment(session, ''),
      });
      child.stdin.end(Buffer.from([0x7b, 0xff]));
      const stderr: Buffer[] = [];
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
      expect(await once(child, 'close')).toEqual([1, null]);
      expect(String(Buffer.concat(stderr))).toBe('ERROR yaml: invalid leading UTF-8 octet\n');
    });
  });

  it('print in all formats, and errors of several lines', async () => {
    simulator.relate('my-app:backup', 'velero:others');
    await inHook(async (run) => {
      expect((await run('relation-ids', ['backup'])).stdout).toBe('backup:1\nbackup:2\n');
      expect((await run('config-get', ['absent'])).stdout).toBe('');
      const file = ['-r', '1', '--app', '--file', '-'];
      expect((await run('relation-set', file, '["a"]')).stderr).toBe(
        'ERROR yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into map[string]string\n',
      );
      expect((await run('relation-get', [])).status).toBe(2);
    });
  });

  it('do not read what they do not need', async () => {
    await inHook(async (run) => {
      const ended = await run('is-leader', ['--format=json'], 'x'.repeat(1_000_000));
      expect(ended).toMatchObject({ status: 0, stdout: 'true\n' });
    });
  });

  it('may run at once', async () => {
    await inHook(async (_run, juju) => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => juju.isLeader()));
      expect(answers).toEqual(Array.from({ length: 20 }, () => true));
    });
  });

  it('fail outside a hook, after it and with another environment', async () => {
    const session = simulator.open(simulator.hook('my-app/0', 'start'));
    const env = agent.environment(session, '');
    const run = spawnRunner({ env });
    expect((await run('is-leader', [])).stderr).toMatch(/^ERROR bad request: unknown context/);
    const { JUJU_CONTEXT_ID: _, ...noContext } = env;
    expect(await spawnRunner({ env: noContext })('is-leader', [])).toMatchObject({
      status: 1,
      stderr: 'ERROR JUJU_CONTEXT_ID not set\n',
    });
    const noAgent = { ...env, SIMULATOR_AGENT: '127.0.0.1:1' };
    const refused = await spawnRunner({ env: noAgent })('is-leader', []);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('ERROR dial tcp 127.0.0.1:1: connection refused\n');
  });
});

describe('faults', () => {
  it('are seen by the charm as it would see them', async () => {
    const faults: FaultPlan = ({ index }) => {
      const plan = [
        { status: 1, stderr: 'ERROR broken' },
        'kill',
        { status: 0, stdout: 'garbage' },
      ];
      return (plan[index] ?? null) as ReturnType<FaultPlan>;
    };
    const record = await inHook(async (_run, juju) => {
      await expect(juju.isLeader()).rejects.toMatchObject({ code: 'refused', exitStatus: 1 });
      await expect(juju.isLeader()).rejects.toMatchObject({ code: 'killed', signal: 'SIGKILL' });
      await expect(juju.isLeader()).rejects.toMatchObject({ code: 'bad-output' });
      expect(await juju.isLeader()).toBe(true);
    }, faults);
    expect(record.commands.map(({ status }) => status)).toEqual([1, null, 0, 0]);
  });

  it('include a command that never ends', async () => {
    const session = simulator.open(simulator.hook('my-app/0', 'start'), { faults: () => 'hang' });
    const run = spawnRunner({ env: agent.environment(session, ''), timeoutMs: 500 });
    await agent.during(session, async () => {
      const error = await run('is-leader', []).catch((caught: unknown) => caught);
      expect(isHookCommandError(error, 'timeout')).toBe(true);
    });
  });
});

describe("the agent's socket", () => {
  const TIMEOUT_MS = 60_000;

  /** Runs `body` with hook commands over the socket, where the charm's config permits it. */
  async function overSocket(
    body: (juju: HookCommands, run: CommandRunner) => Promise<unknown>,
    faults: FaultPlan = () => null,
  ): Promise<ReturnType<ReturnType<JujuSimulator['open']>['record']>> {
    simulator.setConfig('my-app', { 'agent-socket': true });
    const session = simulator.open(simulator.hook('my-app/0', 'config-changed'), { faults });
    const env = agent.environment(session, '');
    const runner = agentSocket({ enabledBy: 'agent-socket', env, timeoutMs: TIMEOUT_MS });
    await agent.during(session, () => body(new HookCommands(session.context, runner), runner));
    runner.close();
    session.commit();
    return session.record();
  }

  it('is for its owner alone', () => {
    const session = simulator.open(simulator.hook('my-app/0', 'start'));
    const { JUJU_AGENT_SOCKET_ADDRESS: path = '' } = agent.environment(session, '');
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('runs hook commands as processes do, input asked for included, each once', async () => {
    const record = await overSocket(async (juju, run) => {
      expect(await juju.config()).toEqual({ 'agent-socket': true });
      expect(await juju.isLeader()).toBe(true);
      expect(await juju.relationIds('backup')).toEqual(['backup:1']);
      expect(await juju.writeLocalApplicationData('backup:1', { k: 'é\n日本😀' })).toBe(true);
      expect(await juju.writeLocalApplicationData('backup:9', { k: 'v' })).toBe(false);
      await juju.log('INFO', 'a\u0001\nb');
      const usage = { status: 2, stderr: 'ERROR unrecognized args: ["x"]\n' };
      expect(await run('is-leader', ['x'])).toMatchObject(usage);
    });
    expect(record.commands.map(({ command, status }) => [command, status])).toEqual([
      ['config-get', 0],
      ['is-leader', 0],
      ['relation-ids', 0],
      ['relation-set', 0],
      ['relation-set', 2],
      ['juju-log', 0],
      ['is-leader', 2],
    ]);
    expect(record.log).toMatchObject([{ level: 'INFO', message: 'a\u0001\nb' }]);
    expect(simulator.databag(relation, 'my-app')).toEqual({ k: 'é\n日本😀' });
  });

  it('carries 16 MiB in and out', async () => {
    const value = 'x'.repeat(16 * 1024 * 1024 - 1);
    await overSocket(async (juju) => {
      await juju.writeLocalApplicationData('backup:1', { k: value });
      const databag = await juju.readLocalApplicationData('backup:1');
      expect(databag?.['k'] === value).toBe(true);
    });
  });

  it('shows faults as it can: an agent that goes away, one that never answers', async () => {
    const plan = [null, 'kill', 'hang', { status: 1, stderr: 'ERROR broken' }] as const;
    // The clock moves only for the command that is never answered.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await overSocket(
      async (juju) => {
        await expect(juju.isLeader()).rejects.toMatchObject({ code: 'connection-lost' });
        await expect(juju.isLeader()).rejects.toMatchObject({ code: 'timeout' });
        await expect(juju.isLeader()).rejects.toMatchObject({ code: 'refused' });
        expect(await juju.isLeader()).toBe(true);
      },
      ({ index }) => {
        if (plan[index] === 'hang') vi.advanceTimersByTime(TIMEOUT_MS);
        return plan[index] ?? null;
      },
    );
  });

  it('refuses commands after the hook, and those that there are not', async () => {
    let kept: CommandRunner = () => Promise.reject(new Error('not run'));
    await overSocket(async (juju, run) => {
      await juju.isLeader();
      await expect(run('no-such-command', [])).rejects.toMatchObject({ code: 'not-found' });
      kept = run;
    });
    expect((await kept('is-leader', [])).stderr).toMatch(
      /^ERROR bad request: wrong context ID; got "my-app\/0-config-changed-/,
    );
  });
});

describe('an agent', () => {
  it('leaves nothing behind', async () => {
    const other = await JujuAgent.start();
    expect(existsSync(other.toolsDirectory)).toBe(true);
    await other.close();
    expect(existsSync(other.toolsDirectory)).toBe(false);
  });
});
