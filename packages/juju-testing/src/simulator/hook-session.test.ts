import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandResult } from '@k8s-backup-target/juju';
import { beforeEach, describe, expect, it } from 'vitest';
import { type HookSession, JujuSimulator, type Relation } from '../index.js';

let simulator: JujuSimulator;
let relation: Relation;

beforeEach(() => {
  simulator = new JujuSimulator();
  simulator.addApplication('my-app', {
    units: 2,
    config: { namespace: 'prod', keep: true, days: 3 },
  });
  simulator.addApplication('velero', { units: 2 });
  relation = simulator.relate('my-app:backup', 'velero:targets');
});

function open(unit = 'my-app/0', hook = 'config-changed'): HookSession {
  return simulator.open(simulator.hook(unit, hook));
}

async function run(session: HookSession, line: string, stdin = ''): Promise<CommandResult> {
  const [command = '', ...args] = line.split(' ').map((word) => (word === "''" ? '' : word));
  const result = await session.execute(command, args, async () => stdin);
  if (typeof result === 'string') throw new Error(result);
  return result;
}

describe('what hook commands print', () => {
  it.each([
    ['relation-ids backup --format=json', '["backup:1"]\n'],
    ['relation-ids unknown --format=json', '[]\n'],
    ['relation-ids backup', 'backup:1\n'],
    ['relation-ids backup --format yaml', '- backup:1\n'],
    ['relation-list -r backup:1 --format=json', '[]\n'],
    ['relation-list -r ignored:1 --app --format=json', '"velero"\n'],
    ['relation-list -r1 --app', 'velero\n'],
    ['relation-get --format=json -r backup:1 --app - velero', '{}\n'],
    ["relation-get --format=json -r backup:1 --app '' velero", '{}\n'],
    ['relation-get --format=json -r backup:1 --app key velero/1', 'null\n'],
    ['relation-get --format=json -r backup:1 - velero/0', '{}\n'],
    ['relation-get -r backup:1 --app key velero', ''],
    [
      'relation-model-get --format=json -r backup:1',
      '{"uuid":"00000000-0000-4000-8000-000000000000"}\n',
    ],
    ['is-leader', 'True\n'],
    ['is-leader --format=json', 'true\n'],
    ['config-get --format=json', '{"days":3,"keep":true,"namespace":"prod"}\n'],
    ['config-get namespace', 'prod\n'],
    ['config-get --format=json unknown', 'null\n'],
    ['status-get --format=json', '{"status":"unknown"}\n'],
    [
      'status-get --include-data --format=json --application=false',
      '{"message":"","status":"unknown","status-data":{}}\n',
    ],
    ['state-get --format=json', '{}\n'],
    ['state-get --format=json key', '""\n'],
    ['relation-set -r backup:1 --app', ''],
    ['application-version-set -- 1.0', ''],
  ])('%s', async (line, stdout) => {
    expect(await run(open(), line)).toEqual({ status: 0, signal: null, stdout, stderr: '' });
  });

  it('is JSON as Go writes it', async () => {
    simulator.setDatabag(relation, 'velero', {
      b: '<&>\u2028',
      '😀': 'e',
      '\uffee': 'h',
      a: '\u007f',
    });
    const { stdout } = await run(open(), 'relation-get --format=json -r 1 --app - velero');
    expect(stdout).toBe(
      '{"a":"\u007f","b":"\\u003c\\u0026\\u003e\\u2028","\uffee":"h","😀":"e"}\n',
    );
  });

  it('shows the statuses of the application to its leader', async () => {
    const session = open();
    await run(session, 'status-set --application active -- ready');
    const { stdout } = await run(session, 'status-get --include-data --application --format=json');
    expect(JSON.parse(stdout)['application-status']).toMatchObject({
      status: 'active',
      message: 'ready',
      units: { 'my-app/1': { status: 'unknown' } },
    });
  });

  it('shows the goal state', async () => {
    const { stdout } = await run(open(), 'goal-state --format=json');
    expect(JSON.parse(stdout)).toMatchObject({
      units: { 'my-app/0': { status: 'unknown' } },
      relations: { backup: { velero: { status: 'joined' }, 'velero/1': { status: 'unknown' } } },
    });
  });

  it('names an application of another model in the goal state by the URL of its offer, or not at all', async () => {
    const modelUuid = '11111111-0000-4000-8000-000000000000';
    for (const name of ['shop', undefined]) {
      const remote = simulator.addRemoteApplication({
        modelUuid,
        ...(name === undefined ? {} : { name }),
      });
      simulator.relate('my-app:other', `${remote}:targets`);
    }
    const { stdout } = await run(open(), 'goal-state --format=json');
    expect(Object.keys(JSON.parse(stdout).relations.other)).toEqual([`admin/${modelUuid}.shop`]);
  });

  it('shows a relation in the goal state until the last unit has left it', async () => {
    await simulator.settle();
    simulator.removeRelation(relation);
    const relations = async () =>
      JSON.parse((await run(open(), 'goal-state --format=json')).stdout).relations;
    for (const next of simulator.queue.filter(({ unit }) => unit === 'my-app/0')) {
      await simulator.run('my-app/0', next, () => undefined);
    }
    expect((await run(open(), 'relation-ids backup --format=json')).stdout).toBe('[]\n');
    expect(await relations()).toHaveProperty(['backup', 'velero']);
    await simulator.settle();
    expect(await relations()).toEqual({});
  });

  it('says of a unit that is being removed that it is dying', async () => {
    simulator.removeUnit('my-app/0');
    const { stdout } = await run(open(), 'goal-state --format=json');
    expect(JSON.parse(stdout)).toMatchObject({ units: { 'my-app/0': { status: 'dying' } } });
  });
});

describe('what Juju does not accept', () => {
  it.each([
    ['relation-ids', 2, 'no endpoint name specified'],
    ['relation-ids a b', 2, 'unrecognized args: ["b"]'],
    [
      'relation-ids a --format=xml',
      2,
      'invalid value "xml" for option --format: unknown format "xml"',
    ],
    ['relation-ids a --format', 2, 'option needs an argument: --format'],
    ['relation-ids a --loud', 2, 'option provided but not defined: --loud'],
    ['relation-list', 2, 'no relation id specified'],
    ['relation-list -r one', 2, 'invalid value "one" for option -r: invalid relation id'],
    ['relation-list -r db:2', 2, 'invalid value "db:2" for option -r: relation not found'],
    ['relation-list -r 1 x', 2, 'unrecognized args: ["x"]'],
    ['relation-get -r 1', 2, 'no unit or application specified'],
    ['relation-get -r 1 - velero', 2, 'expected unit name, got application name "velero"'],
    ['relation-get -r 1 - velero//0', 2, 'invalid unit name "velero//0"'],
    ['relation-get -r 1 - velero/0 x', 2, 'unrecognized args: ["x"]'],
    ['relation-get -r 1 --app - other', 1, 'permission denied'],
    [
      'relation-get -r 1 --app=maybe - x',
      2,
      'invalid value "maybe" for option --app: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    ['relation-set -r 1 haha', 2, 'expected "key=value", got "haha"'],
    ['relation-set -r 1 =haha', 2, 'expected "key=value", got "=haha"'],
    ['relation-set -r 1 k=a k=b', 2, 'key "k" specified more than once'],
    ['relation-set k=v', 2, 'no relation id specified'],
    ['relation-set -r 1 --file /nonexistent', 1, 'open /nonexistent: no such file or directory'],
    ['is-leader x', 2, 'unrecognized args: ["x"]'],
    ['config-get --all key', 2, 'cannot use argument --all together with key "key"'],
    ['status-set', 2, 'invalid args, require <status> [message]'],
    [
      'status-set fine',
      2,
      'invalid status "fine", expected one of [maintenance blocked waiting active]',
    ],
    ['action-get', 1, 'not running an action'],
    ['action-set a=b', 1, 'not running an action'],
    ['action-set a', 2, 'argument "a" must be of the form key...=value'],
    [
      'action-set A=b',
      2,
      'key "A" must start and end with lowercase alphanumeric, and contain only lowercase alphanumeric and hyphens',
    ],
    ['action-set a.stdout=b', 2, 'cannot set reserved action key "stdout"'],
    ['action-fail', 1, 'not running an action'],
    ['juju-log', 2, 'no message specified'],
    ['application-version-set', 2, 'no version specified'],
    ['state-get --strict key', 1, '"key" not found'],
  ])('%s', async (line, status, message) => {
    const result = await run(open(), line);
    expect(result).toEqual({ status, signal: null, stdout: '', stderr: `ERROR ${message}\n` });
  });
});

describe('what a charm stores', () => {
  it('has keys and values of limited size', async () => {
    const limited = { status: 1, stderr: 'ERROR max allowed key length (256) exceeded\n' };
    expect(await run(open(), `state-set ${'k'.repeat(257)}=v`)).toMatchObject(limited);
    const { stderr } = await run(open(), `state-set k=${'v'.repeat(65_537)}`);
    expect(stderr).toBe('ERROR max allowed value length (65536) exceeded\n');
  });
});

describe('databags', () => {
  const WRITE = 'relation-set -r backup:1 --app --file -';
  const READ = 'relation-get --format=json -r backup:1 --app - my-app';

  it('show the writer what is not committed yet, and the peer what is', async () => {
    const writer = open();
    await run(writer, WRITE, '{"k":"v","other":"w"}');
    await run(writer, 'relation-set -r backup:1 --app other= k=v2');
    expect((await run(writer, READ)).stdout).toBe('{"k":"v2"}\n');
    const reader = open('velero/0', 'start');
    expect((await run(reader, READ)).stdout).toBe('{}\n');
    writer.commit();
    expect((await run(reader, READ)).stdout, 'a hook sees what was there at its start').toBe(
      '{}\n',
    );
    expect((await run(open('velero/1', 'start'), READ)).stdout).toBe('{"k":"v2"}\n');
  });

  it('let arguments override the file', async () => {
    const session = open();
    await run(session, `${WRITE} k=argument`, '{"k":"file","f":"file"}');
    expect((await run(session, READ)).stdout).toBe('{"f":"file","k":"argument"}\n');
  });

  it("refuse a follower both to read and to write its application's", async () => {
    const session = open('my-app/1');
    expect(await run(session, READ)).toMatchObject({
      status: 1,
      stderr: 'ERROR permission denied\n',
    });
    const refusal = { status: 1, stderr: 'ERROR cannot write relation settings\n' };
    expect(await run(session, WRITE, '{}')).toMatchObject(refusal);
  });

  it('let a follower read the remote application and write its own unit', async () => {
    const session = open('my-app/1');
    expect((await run(session, 'relation-get -r 1 --app - velero --format=json')).stdout).toBe(
      '{}\n',
    );
    await run(session, 'relation-set -r 1 k=v');
    expect((await run(session, 'relation-get -r 1 --format=json - my-app/1')).stdout).toBe(
      '{"k":"v"}\n',
    );
  });

  it("let a follower read its own application's in a peer relation", async () => {
    const peers = simulator.relate('my-app:cluster');
    simulator.setDatabag(peers, 'my-app', { k: 'v' });
    const session = open('my-app/1');
    const { stdout } = await run(
      session,
      `relation-get -r ${peers.number} --format=json --app - my-app`,
    );
    expect(stdout).toBe('{"k":"v"}\n');
  });

  it.each([
    ['2.9.52', 'permission denied'],
    ['3.6.28', 'permission denied'],
    ['4.0.15', 'relation not found'],
  ])('of Juju %s say "%s" once they are gone', async (jujuVersion, wording) => {
    simulator = new JujuSimulator({ jujuVersion });
    simulator.addApplication('my-app');
    simulator.addApplication('velero');
    simulator.forgetRelation(simulator.relate('my-app:backup', 'velero:targets'));
    const session = open();
    expect((await run(session, 'relation-ids backup')).stdout).toBe('backup:1\n');
    const remote = 'relation-get -r backup:1 --app - velero';
    expect(await run(session, remote)).toMatchObject({ status: 1, stderr: `ERROR ${wording}\n` });
    const own = 'permission denied (unauthorized access)';
    expect(await run(session, READ)).toMatchObject({ status: 1, stderr: `ERROR ${own}\n` });
    expect(await run(session, WRITE, '{"k":"v"}')).toMatchObject({
      status: 1,
      stderr: `ERROR cannot read relation application settings: ${own}\n`,
    });
  });

  it('are refused to who lost leadership, for the rest of the hook', async () => {
    const session = open();
    expect((await run(session, 'is-leader')).stdout).toBe('True\n');
    simulator.setLeader('my-app', 'my-app/1');
    expect((await run(session, 'is-leader')).stdout).toBe('False\n');
    simulator.setLeader('my-app', 'my-app/0');
    expect((await run(session, 'is-leader')).stdout).toBe('False\n');
    expect((await run(session, WRITE, '{"k":"v"}')).status).toBe(1);
  });

  it('are what the hook is about if it names none', async () => {
    simulator.setDatabag(relation, 'velero/1', { unit: '1' });
    simulator.setDatabag(relation, 'velero', { app: 'x' });
    const joined = simulator.open(
      simulator.hook('my-app/0', 'backup-relation-joined', { remoteUnit: 'velero/1' }),
    );
    expect((await run(joined, 'relation-get --format=json')).stdout).toBe('{"unit":"1"}\n');
    expect((await run(joined, 'relation-get --app app')).stdout).toBe('x\n');
    expect((await run(joined, 'relation-ids')).stdout).toBe('backup:1\n');
    expect((await run(joined, 'relation-list')).stdout).toBe('velero/1\n');
    const created = open('my-app/0', 'backup-relation-created');
    expect((await run(created, 'relation-get --format=json')).stdout).toBe('{"app":"x"}\n');
  });
});

describe('in memory', () => {
  it('arguments are refused that no process could be given', async () => {
    const { runner } = simulator.open(simulator.action('my-app/0', 'report'));
    await expect(runner('action-set', ['k=a\0b'])).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    await expect(runner('action-set', [`k=${'x'.repeat(131_070)}`])).rejects.toMatchObject({
      code: 'too-large',
    });
    await expect(
      runner(
        'action-set',
        Array.from({ length: 20 }, (_, n) => `k${n}=${'x'.repeat(120_000)}`),
      ),
    ).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('a session', () => {
  it('runs one command at a time, in the order they come', async () => {
    const session = open();
    await Promise.all([
      run(session, 'relation-set -r 1 --app --file -', '{"k":"1"}'),
      run(session, 'relation-set -r 1 --app k=2'),
      run(session, 'relation-set -r 1 --app --file -', '{"k":"3"}'),
    ]);
    session.commit();
    expect(simulator.databag(relation, 'my-app')).toEqual({ k: '3' });
    expect(session.record().commands.map(({ args }) => args.at(-1))).toEqual(['-', 'k=2', '-']);
  });

  it('keeps log and status of a hook that is never committed', async () => {
    const session = open();
    await run(session, 'status-set blocked -- why');
    await run(session, 'juju-log --log-level error -- it broke');
    await run(session, 'juju-log -l loud x');
    expect(simulator.status('my-app/0')).toEqual({ status: 'blocked', message: 'why' });
    expect(session.record().log).toMatchObject([
      { level: 'ERROR', message: 'it broke' },
      { level: 'WARNING', message: 'Specified log level of "loud" is not valid' },
      { level: 'INFO', message: 'x' },
    ]);
  });

  it('names the relation that Juju puts in front of a line of the log', async () => {
    const session = open('my-app/0', 'backup-relation-created');
    await run(session, 'juju-log -l WARN x');
    await run(session, 'juju-log -l UNSPECIFIED dropped');
    expect(session.record().log).toEqual([
      { level: 'WARNING', message: 'x', relation: 'backup:1' },
    ]);
  });

  it('writes output to a file, from the directory of the caller', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'juju-output-'));
    const session = open();
    const result = await session.execute('is-leader', ['-o', 'answer'], async () => '', folder);
    expect(result).toMatchObject({ status: 0, stdout: '' });
    expect(await readFile(join(folder, 'answer'), 'utf8')).toBe('True\n');
    await rm(folder, { recursive: true });
    const failed = await session.execute('is-leader', ['-o', 'a'], async () => '', folder);
    expect(failed).toMatchObject({
      status: 1,
      stderr: `ERROR open ${folder}/a: no such file or directory\n`,
    });
  });

  it('keeps what the charm stores only if it is committed', async () => {
    const dropped = open();
    await run(dropped, 'state-set --file -', '{"a":"1"}');
    expect((await run(open(), 'state-get --format=json')).stdout).toBe('{}\n');
    const kept = open();
    await run(kept, 'state-set a=1 b=2');
    await run(kept, 'state-delete a');
    kept.commit();
    expect((await run(open(), 'state-get --format=json')).stdout).toBe('{"b":"2"}\n');
  });

  it('fails commands as the test plans it', async () => {
    const faults = ({ index }: { index: number }) => {
      if (index === 0) return { status: 1, stderr: 'ERROR broken\n' };
      return index === 1 ? 'kill' : null;
    };
    const session = simulator.open(simulator.hook('my-app/0', 'start'), { faults });
    expect((await session.runner('is-leader', [])).stderr).toBe('ERROR broken\n');
    expect((await session.runner('is-leader', [])).signal).toBe('SIGKILL');
    expect((await session.runner('is-leader', [])).stdout).toBe('True\n');
    expect(session.record().commands.map(({ status }) => status)).toEqual([1, null, 0]);
  });
});

describe('an action', () => {
  it('has parameters, results, a log and a failure', async () => {
    const parameters = { app: 'x', nested: { deep: ['y'] } };
    const session = simulator.open({ unit: 'my-app/0', action: 'get-spec', parameters });
    expect((await run(session, 'action-get --format=json')).stdout).toBe(
      `${JSON.stringify(parameters)}\n`,
    );
    expect((await run(session, 'action-get nested.deep')).stdout).toBe('- "y"\n');
    expect((await run(session, 'action-get --format=json app.x')).stdout).toBe('null\n');
    await run(session, 'action-set a=1 b.c=2 b.d=3=4 return-code=5');
    await run(session, 'action-log found it');
    await run(session, 'action-fail');
    expect(session.record().action).toEqual({
      results: { a: '1', b: { c: '2', d: '3=4' } },
      failure: 'action failed without reason given, check action for errors',
      log: ['found it'],
    });
  });
});

describe('a hook command after its hook', () => {
  it('is refused, though it was called before: what it wrote would be lost', async () => {
    let late: Promise<unknown> = Promise.resolve();
    await simulator.run('my-app/0', 'start', (juju) => {
      late = juju.writeLocalApplicationData('backup:1', { k: 'v' });
      late.catch(() => undefined);
    });
    await expect(late).rejects.toThrow('is an await missing?');
    expect(simulator.databag(relation, 'my-app')).toEqual({});
  });

  it('is refused, since an await is missing', async () => {
    let late: Promise<unknown> = Promise.resolve();
    await simulator.run('my-app/0', 'start', (juju) => {
      late = new Promise((resolve) => setTimeout(resolve, 5)).then(() => juju.isLeader());
    });
    await expect(late).rejects.toThrow(
      'is-leader was called after my-app/0 start had ended: is an await missing?',
    );
  });
});
