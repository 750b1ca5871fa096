import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  isHookFailedError,
  JujuSimulator,
  type Relation,
  runAction,
  runHook,
  settleProcesses,
} from '../index.js';

let charmDir: string;
let simulator: JujuSimulator;
let relation: Relation;

beforeEach(async () => {
  charmDir = await mkdtemp(join(tmpdir(), 'charm-'));
  simulator = new JujuSimulator();
  simulator.addApplication('my-app', { charmDir });
  simulator.addApplication('velero');
  relation = simulator.relate('my-app:backup', 'velero:targets');
});

afterEach(() => rm(charmDir, { recursive: true, force: true }));

async function charm(code: string, file = 'dispatch', mode = 0o755): Promise<void> {
  await mkdir(dirname(join(charmDir, file)), { recursive: true });
  await writeFile(join(charmDir, file), `#!/bin/bash\n${code}\n`, { mode });
}

function waiting(): string[] {
  return simulator.queue.filter(({ unit }) => unit === 'my-app/0').map(({ hook }) => hook);
}

function lines(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s)),
  );
}

describe('runHook', () => {
  it("gives the charm Juju's environment and nothing else, in its own folder", async () => {
    await charm('while IFS= read -r -d "" v; do echo "$v"; done </proc/self/environ; pwd >&2');
    const record = await runHook(simulator, 'my-app/0', 'backup-relation-created', { path: '' });
    const { JUJU_CONTEXT_ID, JUJU_AGENT_SOCKET_ADDRESS, PATH, SIMULATOR_AGENT, ...env } = lines(
      record.stdout,
    );
    const unitDir = simulator.charmDir('my-app/0');
    expect(record.stderr.trim()).toBe(unitDir);
    expect(JUJU_CONTEXT_ID).toMatch(/^my-app\/0-backup-relation-created-[0-9a-f]{32}$/);
    expect(JUJU_AGENT_SOCKET_ADDRESS).toMatch(/^\/.*\.socket$/);
    expect(SIMULATOR_AGENT).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(PATH).not.toContain(':');
    expect(env).toEqual({
      APT_LISTCHANGES_FRONTEND: 'none',
      CHARM_DIR: unitDir,
      CLOUD_API_VERSION: '1.32.0',
      DEBIAN_FRONTEND: 'noninteractive',
      JUJU_AGENT_SOCKET_NETWORK: 'unix',
      JUJU_API_ADDRESSES: '',
      JUJU_AVAILABILITY_ZONE: '',
      JUJU_CHARM_DIR: unitDir,
      JUJU_CHARM_FTP_PROXY: '',
      JUJU_CHARM_HTTPS_PROXY: '',
      JUJU_CHARM_HTTP_PROXY: '',
      JUJU_CHARM_NO_PROXY: '',
      JUJU_DISPATCH_PATH: 'hooks/backup-relation-created',
      JUJU_HOOK_NAME: 'backup-relation-created',
      JUJU_MACHINE_ID: '',
      JUJU_MODEL_NAME: 'test-model',
      JUJU_MODEL_UUID: '00000000-0000-4000-8000-000000000000',
      JUJU_PRINCIPAL_UNIT: '',
      JUJU_RELATION: 'backup',
      JUJU_RELATION_ID: 'backup:1',
      JUJU_REMOTE_APP: 'velero',
      JUJU_REMOTE_UNIT: '',
      JUJU_UNIT_NAME: 'my-app/0',
      JUJU_SLA: 'unsupported',
      JUJU_VERSION: '3.6.28',
      LANG: 'C.UTF-8',
      TERM: 'tmux-256color',
    });
  });

  it('commits what a charm wrote that exits with 0', async () => {
    await charm(
      'relation-set -r backup:1 --app k=v; juju-log -l INFO done; echo out; echo err >&2',
    );
    const record = await runHook(simulator, 'my-app/0', 'start');
    expect(record).toMatchObject({
      unit: 'my-app/0',
      hook: 'start',
      succeeded: true,
      exitStatus: 0,
      stdout: 'out\n',
      stderr: 'err\n',
      commitError: null,
      log: [{ level: 'INFO', message: 'done' }],
      commands: [
        { command: 'relation-set', args: ['-r', 'backup:1', '--app', 'k=v'], status: 0 },
        { command: 'juju-log', status: 0 },
      ],
      changes: [{ relation: 1, entity: 'my-app', set: { k: 'v' }, deleted: [] }],
    });
    expect(simulator.databag(relation, 'my-app')).toEqual({ k: 'v' });
    expect(waiting()).not.toContain('start');
  });

  it.each([
    ['exits with another status', 'exit 7', { exitStatus: 7, signal: null }],
    ['is killed', 'kill -9 $$', { exitStatus: null, signal: 'SIGKILL' }],
  ])('drops what a charm wrote that %s, and keeps the hook waiting', async (_how, end, ended) => {
    await charm(`relation-set -r backup:1 --app k=v; status-set blocked why; ${end}`);
    const record = await runHook(simulator, 'my-app/0', 'start');
    expect(record).toMatchObject({ ...ended, succeeded: false, changes: [] });
    expect(simulator.databag(relation, 'my-app')).toEqual({});
    expect(simulator.status('my-app/0').status).toBe('blocked');
    expect(waiting()).toContain('start');
  });

  it('tells of a charm that succeeds, and whose writes Juju does not accept', async () => {
    await charm('relation-set -r backup:1 --app k=v');
    const faults = () => {
      queueMicrotask(() => setImmediate(() => simulator.setLeader('my-app', null)));
      return null;
    };
    const record = await runHook(simulator, 'my-app/0', 'start', { faults });
    expect(record).toMatchObject({
      exitStatus: 0,
      succeeded: false,
      commitError: '"my-app/0" is not leader of "my-app"',
    });
  });

  it('runs the program of the hook where there is no dispatch, and nothing where there is neither', async () => {
    await charm('echo started', 'hooks/start');
    expect((await runHook(simulator, 'my-app/0', 'start')).stdout).toBe('started\n');
    const record = await runHook(simulator, 'my-app/0', 'install');
    expect(record).toMatchObject({ succeeded: true, exitStatus: null, commands: [] });
  });

  it('rejects if dispatch may not be executed, or there is no charm', async () => {
    await charm('', 'dispatch', 0o644);
    await expect(runHook(simulator, 'my-app/0', 'start')).rejects.toThrow(
      `dispatch cannot be executed: chmod +x ${charmDir}/dispatch`,
    );
    await writeFile(join(charmDir, 'dispatch'), 'echo no shell is asked\n', { mode: 0o755 });
    await chmod(join(charmDir, 'dispatch'), 0o755);
    await expect(runHook(simulator, 'my-app/0', 'start')).rejects.toThrow('exec format error');
    await expect(runHook(simulator, 'velero/0', 'start')).rejects.toThrow('has no charm folder');
    await rm(join(charmDir, 'dispatch'));
    await expect(runHook(simulator, 'my-app/0', 'start')).rejects.toThrow(
      `${charmDir} has no dispatch: is it the folder of a charm, and is it built?`,
    );
    await rm(charmDir, { recursive: true });
    await expect(settleProcesses(simulator)).rejects.toThrow(
      `there is no charm folder ${charmDir}`,
    );
  });

  it('rejects if the interpreter of dispatch is not there', async () => {
    await writeFile(join(charmDir, 'dispatch'), '#!/no/such/node\n', { mode: 0o755 });
    await expect(runHook(simulator, 'my-app/0', 'start')).rejects.toThrow(
      'dispatch could not be started: the program that its first line names (#!) is not there',
    );
  });

  it('rejects an action that a charm without dispatch has no program for', async () => {
    await charm('', 'hooks/start');
    await expect(runAction(simulator, 'my-app/0', 'backup', {})).rejects.toThrow(
      `${charmDir} has no actions/backup`,
    );
  });

  it('kills a charm at the timeout that a test sets', async () => {
    await charm('exec sleep 60');
    const record = await runHook(simulator, 'my-app/0', 'start', { timeoutMs: 300 });
    expect(record).toMatchObject({ signal: 'SIGKILL', succeeded: false });
  });
});

describe('runAction', () => {
  it('gives parameters, and hands back results, failure and log', async () => {
    await charm(
      `echo "$JUJU_ACTION_NAME $JUJU_HOOK_NAME."
       action-set "app=$(action-get app)" && action-log working && action-fail 'no luck'
       relation-set -r backup:1 --app k=v`,
    );
    const record = await runAction(simulator, 'my-app/0', 'get-spec', { app: 'x y' });
    expect(record).toMatchObject({
      hook: '',
      stdout: 'get-spec .\n',
      succeeded: true,
      action: { results: { app: 'x y' }, failure: 'no luck', log: ['working'] },
    });
    expect(simulator.databag(relation, 'my-app'), 'also a failed action commits').toEqual({
      k: 'v',
    });
  });
});

describe('settleProcesses', () => {
  it('runs all hooks that wait and follow', async () => {
    await charm('echo "$JUJU_HOOK_NAME"');
    const records = await settleProcesses(simulator);
    expect(records.map(({ stdout }) => stdout.trim())).toEqual([
      'install',
      'backup-relation-created',
      'leader-elected',
      'config-changed',
      'start',
      'backup-relation-joined',
      'backup-relation-changed',
    ]);
    expect(simulator.queue).toEqual([]);
  });

  it('stops at a hook that fails', async () => {
    await charm('[[ $JUJU_HOOK_NAME != config-changed ]]');
    const error: unknown = await settleProcesses(simulator).catch((caught) => caught);
    if (!isHookFailedError(error)) throw error;
    expect(error.message).toBe('hook-failed: my-app/0 config-changed exited with status 1');
    expect(error.record).toMatchObject({ hook: 'config-changed', succeeded: false });
    expect(error.records.at(-1)).toBe(error.record);
    expect(simulator.queue[0]?.hook).toBe('config-changed');
  });
});

describe('HookFailedError', () => {
  /** As `console.error(error)` prints one with many fields. */
  const DUMP = Array.from({ length: 200 }, (_, line) => `    field${line}: '${'x'.repeat(50)}',`);

  async function failure(code: string): Promise<string> {
    await charm(code);
    const error: unknown = await settleProcesses(simulator).catch((caught) => caught);
    return inspect(error);
  }

  it('shows the first lines of standard error, and not the end of a dump', async () => {
    const lines = ['TypeError: spec is not a function', ...DUMP].join('\n');
    const shown = await failure(`cat >&2 <<'END'\n${lines}\nEND\nexit 1`);
    expect(shown).toContain('exited with status 1:\nTypeError: spec is not a function\n');
    expect(shown).toContain('(195 more lines)');
    expect(shown.split('\n').length).toBeLessThan(40);
  });

  it('shows what the charm logged as an error, the start and the end of a traceback', async () => {
    const traceback = ['Uncaught exception while in charm code:', ...DUMP, 'ValueError: no ttl'];
    const shown = await failure(
      `juju-log -l INFO begun\njuju-log -l ERROR "$(cat <<'END'\n${traceback.join('\n')}\nEND\n)"\nexit 1`,
    );
    expect(shown).toContain('ERROR Uncaught exception while in charm code:\n');
    expect(shown).toContain('\nValueError: no ttl\n');
    expect(shown).not.toContain('begun');
    expect(shown.split('\n').length).toBeLessThan(40);
  });
});
