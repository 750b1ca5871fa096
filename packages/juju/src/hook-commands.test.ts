import { describe, expect, it } from 'vitest';
import {
  type CommandRunner,
  HookCommands,
  isHookCommandError,
  openHook,
  readHookContext,
} from './index.js';

const ENV = {
  JUJU_UNIT_NAME: 'my-app/0',
  JUJU_MODEL_NAME: 'prod',
  JUJU_MODEL_UUID: '9f7d',
  JUJU_CHARM_DIR: '/charm',
  JUJU_HOOK_NAME: 'backup-relation-created',
  JUJU_RELATION: 'backup',
  JUJU_RELATION_ID: 'backup:1',
  JUJU_REMOTE_APP: 'velero',
};

interface Recorded {
  readonly juju: HookCommands;
  readonly calls: { argv: string[]; stdin: string | undefined }[];
}

/** Hook commands that print what is said here, in order. */
function printing(...outputs: (string | { status: number; stderr: string })[]): Recorded {
  const calls: Recorded['calls'] = [];
  const runner: CommandRunner = async (command, args, stdin) => {
    calls.push({ argv: [command, ...args], stdin });
    const output = outputs.shift() ?? '';
    const ended = typeof output === 'string' ? { status: 0, stdout: output, stderr: '' } : output;
    return { signal: null, stdout: '', ...ended };
  };
  return { juju: new HookCommands(readHookContext(ENV), runner), calls };
}

function failing(status: number, message: string): { status: number; stderr: string } {
  return { status, stderr: `ERROR ${message}\n` };
}

describe('the processes that HookCommands runs', () => {
  it.each<[string, (juju: HookCommands) => Promise<unknown>, string, string[], string?]>([
    ['isLeader', (juju) => juju.isLeader(), 'true', ['is-leader', '--format=json']],
    [
      'relationIds',
      (juju) => juju.relationIds('backup'),
      '[]',
      ['relation-ids', 'backup', '--format=json'],
    ],
    [
      'remoteApplication',
      (juju) => juju.remoteApplication('backup:2'),
      '"v"',
      ['relation-list', '--format=json', '--app', '-r', 'backup:2'],
    ],
    [
      'readLocalApplicationData',
      (juju) => juju.readLocalApplicationData('backup:1'),
      '{}',
      ['relation-get', '--format=json', '-r', 'backup:1', '--app', '-', 'my-app'],
    ],
    [
      'readRemoteApplicationData',
      (juju) => juju.readRemoteApplicationData('backup:1', 'velero'),
      '{}',
      ['relation-get', '--format=json', '-r', 'backup:1', '--app', '-', 'velero'],
    ],
    [
      'remoteModelUuid',
      (juju) => juju.remoteModelUuid('backup:2'),
      '{"uuid":"u"}',
      ['relation-model-get', '--format=json', '-r', 'backup:2'],
    ],
    [
      'isUnitLeaving',
      (juju) => juju.isUnitLeaving(),
      '{"units":{}}',
      ['goal-state', '--format=json'],
    ],
    [
      'relatedApplications',
      (juju) => juju.relatedApplications('backup'),
      '{"relations":{}}',
      ['goal-state', '--format=json'],
    ],
    [
      'writeLocalApplicationData',
      (juju) => juju.writeLocalApplicationData('backup:1', { k: 'v' }),
      '',
      ['relation-set', '-r', 'backup:1', '--app', '--file', '-'],
      '{"k":"v"}',
    ],
    ['config', (juju) => juju.config(), '{}', ['config-get', '--format=json']],
    ['actionParameters', (juju) => juju.actionParameters(), '{}', ['action-get', '--format=json']],
    [
      'setActionResults',
      (juju) => juju.setActionResults({ a: 'x=y', 'b.c': '' }),
      '',
      ['action-set', 'a=x=y', 'b.c='],
    ],
    ['failAction', (juju) => juju.failAction('-no'), '', ['action-fail', '--', '-no']],
    ['log', (juju) => juju.log('INFO', '-m'), '', ['juju-log', '--log-level', 'INFO', '--', '-m']],
    ['setStatus', (juju) => juju.setStatus('active', ''), '', ['status-set', 'active', '--', '']],
    [
      'setStatus of the application',
      (juju) => juju.setStatus('blocked', '-x', { application: true }),
      '',
      ['status-set', '--application=True', 'blocked', '--', '-x'],
    ],
  ])('%s', async (_name, call, output, argv, stdin) => {
    const { juju, calls } = printing(output);
    await call(juju);
    expect(calls).toEqual([{ argv, stdin }]);
  });

  it('are none where the answer is known', async () => {
    const { juju, calls } = printing();
    expect(await juju.remoteApplication('backup:1')).toBe('velero');
    expect(await juju.writeLocalApplicationData('backup:1', {})).toBe(true);
    await juju.setActionResults({});
    expect(calls).toEqual([]);
  });

  it('split a log message that no argument can hold', async () => {
    const { juju, calls } = printing();
    await juju.log('ERROR', 'é'.repeat(131_071));
    expect(calls).toHaveLength(3);
  });
});

describe('what hook commands print', () => {
  it('may be null where it is empty', async () => {
    const { juju } = printing('null', 'null', 'null', 'null', 'null');
    expect(await juju.relationIds('backup')).toEqual([]);
    expect(await juju.remoteApplication('backup:2')).toBeNull();
    expect(await juju.readRemoteApplicationData('backup:1', 'velero')).toEqual({});
    expect(await juju.config()).toEqual({});
    expect(await juju.actionParameters()).toEqual({});
  });

  it('becomes databags that have no key but their own', async () => {
    const { juju } = printing('{"__proto__":"p","k":"v"}');
    const databag = await juju.readRemoteApplicationData('backup:1', 'velero');
    expect(Object.entries(databag ?? {})).toEqual([
      ['__proto__', 'p'],
      ['k', 'v'],
    ]);
    expect(databag?.['constructor']).toBeUndefined();
  });

  it.each<[string, string, (juju: HookCommands) => Promise<unknown>]>([
    ['no output', '', (juju) => juju.isLeader()],
    ['no JSON', '{"a":', (juju) => juju.config()],
    ['another type', '"true"', (juju) => juju.isLeader()],
    ['a list of numbers', '[1]', (juju) => juju.relationIds('backup')],
    ['an object for a list', '{}', (juju) => juju.relationIds('backup')],
    ['a list for a name', '[]', (juju) => juju.remoteApplication('backup:2')],
    ['a list for a databag', '[]', (juju) => juju.readLocalApplicationData('backup:1')],
    ['text for a databag', '"x"', (juju) => juju.readLocalApplicationData('backup:1')],
    ['a number in a databag', '{"a":1}', (juju) => juju.readRemoteApplicationData('b:1', 'v')],
    ['an object in config', '{"a":{}}', (juju) => juju.config()],
    ['text for parameters', '"x"', (juju) => juju.actionParameters()],
  ])('is bad output if it is %s', async (_what, output, call) => {
    const { juju } = printing(output);
    await expect(call(juju)).rejects.toMatchObject({
      name: 'HookCommandError',
      code: 'bad-output',
      exitStatus: 0,
    });
  });
});

describe('where Juju does not tell', () => {
  it.each<[string, string | { status: number; stderr: string }, boolean | null]>([
    ['this unit is dying', '{"units":{"my-app/0":{"status":"dying"}}}', true],
    ['this unit stays', '{"units":{"my-app/0":{"status":"active"}}}', false],
    ['another unit is dying', '{"units":{"my-app/1":{"status":"dying"}}}', null],
    ['there are no units', '{"units":null}', null],
    ['the command fails', failing(1, 'connection is shut down'), null],
  ])('isUnitLeaving: %s', async (_, output, answer) => {
    expect(await printing(output).juju.isUnitLeaving()).toBe(answer);
  });

  it.each<[string, string | { status: number; stderr: string }, readonly string[] | null]>([
    ['an application and its units', '{"relations":{"backup":{"db":{},"db/0":{}}}}', ['db']],
    ['another endpoint only', '{"relations":{"peers":{"db":{}}}}', []],
    ['there are no relations', '{"units":{}}', null],
    ['the command fails', failing(1, 'connection is shut down'), null],
  ])('relatedApplications: %s', async (_, output, answer) => {
    expect(await printing(output).juju.relatedApplications('backup')).toEqual(answer);
  });

  it.each<[string, string | { status: number; stderr: string }, string | null]>([
    ['the model is named', '{"uuid":"u"}', 'u'],
    ['no model is named', '{}', null],
    ['the relation is gone', failing(1, 'relation not found'), null],
    ['the agent is too old', failing(1, 'bad request: unknown command: relation-model-get'), null],
  ])('remoteModelUuid: %s', async (_, output, answer) => {
    expect(await printing(output).juju.remoteModelUuid('backup:1')).toBe(answer);
  });

  it('remoteModelUuid fails as any other command does', async () => {
    const { juju } = printing(failing(1, 'connection is shut down'));
    await expect(juju.remoteModelUuid('backup:1')).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('a relation that is gone', () => {
  const GONE = [
    failing(1, 'permission denied'),
    failing(1, 'permission denied (unauthorized access)'),
    failing(1, 'relation not found'),
    failing(2, 'invalid value "db:2" for option -r: relation not found'),
    failing(1, 'cannot read relation application settings: Permission denied'),
  ];

  it.each(GONE)('is an answer and no error: $stderr', async (gone) => {
    const { juju } = printing(gone, gone, gone);
    expect(await juju.remoteApplication('backup:2')).toBeNull();
    expect(await juju.readRemoteApplicationData('backup:2', 'velero')).toBeNull();
    expect(await juju.writeLocalApplicationData('backup:2', { k: 'v' })).toBe(false);
  });

  it.each([
    'dial unix /var/lib/juju/agents/unit-a-0/agent.socket: connect: permission denied',
    'fork/exec /usr/bin/juju-exec: permission denied',
    'open /var/lib/juju/agents/unit-a-0/agent.conf: permission denied',
  ])('is not meant where the system denies: %s', async (text) => {
    const { juju } = printing(failing(1, text));
    await expect(juju.readRemoteApplicationData('backup:2', 'velero')).rejects.toMatchObject({
      code: 'refused',
    });
  });

  it('is told from a follower reading its own databag by asking who leads', async () => {
    const denied = failing(1, 'permission denied');
    const leader = printing(denied, 'true');
    expect(await leader.juju.readLocalApplicationData('backup:1')).toBeNull();
    const follower = printing(denied, 'false');
    await expect(follower.juju.readLocalApplicationData('backup:1')).rejects.toMatchObject({
      code: 'not-leader',
      exitStatus: 1,
      stderr: 'ERROR permission denied\n',
    });
  });

  it('needs no such question where Juju says so', async () => {
    const { juju, calls } = printing(failing(1, 'relation not found'));
    expect(await juju.readLocalApplicationData('backup:1')).toBeNull();
    expect(calls).toHaveLength(1);
  });
});

describe('a hook command that fails', () => {
  it.each<[string, number, string, (juju: HookCommands) => Promise<unknown>]>([
    ['usage', 2, 'no relation id specified', (juju) => juju.readLocalApplicationData('x')],
    ['refused', 1, 'leadership status unknown: x', (juju) => juju.isLeader()],
    ['refused', 1, 'permission denied', (juju) => juju.config()],
    ['refused', 1, 'not running an action', (juju) => juju.actionParameters()],
    [
      'not-leader',
      1,
      'cannot write relation settings',
      (juju) => juju.writeLocalApplicationData('backup:1', { k: 'v' }),
    ],
    [
      'not-leader',
      1,
      'this unit is not the leader',
      (juju) => juju.setStatus('active', '', { application: true }),
    ],
  ])('has the code %s for exit status %d and "%s"', async (code, status, message, call) => {
    const { juju } = printing(failing(status, message));
    const error = await call(juju).catch((caught: unknown) => caught);
    expect(isHookCommandError(error)).toBe(true);
    expect(error).toMatchObject({ code, exitStatus: status, stderr: `ERROR ${message}\n` });
    expect(String(error)).toContain(`[${code}]`);
    expect(String(error)).toContain(message);
  });

  it('has the code killed if a signal ended it', async () => {
    const runner: CommandRunner = async () => ({
      status: null,
      signal: 'SIGKILL',
      stdout: '',
      stderr: '',
    });
    const juju = new HookCommands(readHookContext(ENV), runner);
    await expect(juju.isLeader()).rejects.toThrow('[killed] is-leader was killed by SIGKILL');
  });

  it('shows no more of stderr in its message than a log should hold', async () => {
    const { juju } = printing(failing(1, 'x'.repeat(100_000)));
    const error = await juju.isLeader().catch((caught: Error) => caught);
    expect(error).toMatchObject({ stderr: expect.stringMatching(/x{100000}/) });
    expect(String(error).length).toBeLessThan(1200);
  });
});

describe('isHookCommandError', () => {
  it('goes by name and code, so another copy of the package is recognised', async () => {
    const { juju } = printing(failing(1, 'x'));
    const error = await juju.isLeader().catch((caught: unknown) => caught);
    const foreign = Object.assign(new Error('x'), { name: 'HookCommandError', code: 'gone' });
    expect(isHookCommandError(error, 'refused')).toBe(true);
    expect(isHookCommandError(error, 'gone')).toBe(false);
    expect(isHookCommandError(foreign, 'gone')).toBe(true);
    expect(isHookCommandError(new Error('x'))).toBe(false);
    expect(isHookCommandError(null)).toBe(false);
  });
});

describe('openHook', () => {
  it('takes both the context and the hook commands from the environment', async () => {
    const juju = openHook({ env: { ...ENV, PATH: '/nonexistent' } });
    expect(juju.context.unit).toBe('my-app/0');
    await expect(juju.isLeader()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tells who is not run by Juju so', () => {
    expect(() => openHook({ env: {} })).toThrow('[no-hook-context] JUJU_UNIT_NAME is not set');
  });
});
