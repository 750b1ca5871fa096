import type { HookCommands } from '@k8s-backup-target/juju';
import { isHookCommandError } from '@k8s-backup-target/juju';
import {
  type FaultPlan,
  type HookCommandFault,
  JujuAgent,
  JujuSimulator,
  type Relation,
  runHook,
} from '@k8s-backup-target/juju-testing';
import { K8sBackupTargetProvider } from '@k8s-backup-target/provider';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { TYPESCRIPT_PROVIDER, TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

/** Faults of a hook command, and the codes that may come of each. */
const FAULTS: readonly (readonly [
  name: string,
  fault: HookCommandFault,
  codes: readonly string[],
])[] = [
  ['fails', { status: 1, stderr: 'ERROR connection is shut down\n' }, ['refused']],
  ['refuses its arguments', { status: 2, stderr: 'ERROR unrecognized args\n' }, ['usage']],
  ['is killed', 'kill', ['killed']],
  ['hangs', 'hang', ['timeout']],
  ['prints garbage', { status: 0, stdout: '{"half' }, ['bad-output']],
  ['prints nothing', { status: 0, stdout: '' }, ['bad-output']],
  ['prints another kind of JSON', { status: 0, stdout: '12\n' }, ['bad-output']],
];

/** Commands whose output is not read: garbage there is no fault. */
const SILENT = new Set(['relation-set', 'status-set', 'juju-log']);

const ENTRY = { app: 'other', relation_name: 'backup', model: 'm', spec: { ttl: '1h' } };

let simulator: JujuSimulator;
let relations: readonly Relation[];

beforeEach(async () => {
  simulator = new JujuSimulator({ name: 'production' });
  simulator.addApplication('my-app', {
    charmDir: TYPESCRIPT_PROVIDER,
    config: { namespaces: 'ns', ttl: '72h' },
  });
  simulator.addApplication('integrator', { charmDir: TYPESCRIPT_REQUIRER });
  simulator.addApplication('other');
  for (const name of ['second', 'third']) simulator.addApplication(name);
  relations = ['integrator', 'second', 'third'].map((name) =>
    simulator.relate('my-app:backup', `${name}:k8s-backup-target`),
  );
  const other = simulator.relate('other:backup', 'integrator:k8s-backup-target');
  simulator.setDatabag(other, 'other', { backup_targets: JSON.stringify([ENTRY]) });
  await simulator.settle();
});

function at(index: number, fault: HookCommandFault): FaultPlan {
  return (call) => (call.index === index ? fault : null);
}

function databags(): unknown[] {
  return relations.map((relation) => simulator.databag(relation, 'my-app'));
}

function publish(juju: HookCommands): Promise<unknown> {
  const spec = async () => ({ ttl: String((await juju.config())['ttl']) });
  return new K8sBackupTargetProvider({ juju, endpoint: 'backup', spec }).publish();
}

function read(juju: HookCommands): Promise<unknown> {
  return new K8sBackupTargetRequirer({ juju, endpoint: 'k8s-backup-target' }).targets();
}

describe.each([
  ['the provider', 'my-app/0', publish],
  ['the requirer', 'integrator/0', read],
])('%s', (_, unit, body) => {
  it.each(FAULTS)(
    'fails with a code and leaves nothing half-written when any hook command %s',
    async (_, fault, codes) => {
      const { commands } = await simulator.run(unit, 'update-status', body);
      await forgetPublished();
      const nothing = databags();
      for (const [index, { command }] of commands.entries()) {
        if (codes.includes('bad-output') && SILENT.has(command)) continue;
        const attempt = simulator.run(unit, 'update-status', body, { faults: at(index, fault) });
        const error = await attempt.then(
          () => `${command} went wrong unnoticed`,
          (reason: unknown) => reason,
        );
        expect(isHookCommandError(error) ? error.code : error, `${command}, call ${index}`).toBe(
          codes[0],
        );
        expect(databags()).toEqual(nothing);
      }
      await simulator.run(unit, 'update-status', body);
      if (unit === 'my-app/0') expect(databags()).not.toEqual(nothing);
    },
  );
});

/** Clears what the run that counted the hook commands has published. */
async function forgetPublished(): Promise<void> {
  for (const relation of relations)
    simulator.setDatabag(relation, 'my-app', { backup_targets: '' });
  await simulator.settle();
}

describe('leadership lost midway', () => {
  it('fails the hook at the write, and the new leader publishes', async () => {
    simulator.addUnit('my-app');
    await simulator.settle();
    const attempt = simulator.run('my-app/0', 'update-status', async (juju) => {
      simulator.setLeader('my-app', 'my-app/1');
      return publish(juju);
    });
    await expect(attempt).resolves.toMatchObject({
      value: { status: 'skipped', reason: 'not-leader' },
    });
    const second = simulator.run('my-app/1', 'leader-elected', publish, {
      faults: ({ command, args }) => {
        if (command === 'relation-set' && args.includes('backup:3'))
          simulator.setLeader('my-app', 'my-app/0');
        return null;
      },
    });
    await expect(second).rejects.toMatchObject({ code: 'not-leader' });
    expect(databags()).toEqual([{}, {}, {}]);
    await simulator.run('my-app/0', 'leader-elected', publish);
    expect(databags()).toEqual(Array(3).fill({ backup_targets: expect.stringContaining('72h') }));
  });

  it('lets Juju drop what was written when it is lost before the commit', async () => {
    simulator.addUnit('my-app');
    await simulator.settle();
    const attempt = simulator.run('my-app/0', 'update-status', async (juju) => {
      await publish(juju);
      simulator.setLeader('my-app', 'my-app/1');
    });
    await expect(attempt).rejects.toThrow();
    expect(databags()).toEqual([{}, {}, {}]);
  });
});

describe('the charms as processes', () => {
  let agent: JujuAgent;

  beforeAll(async () => {
    agent = await JujuAgent.start();
  });

  afterAll(() => agent.close());

  const faults = FAULTS.filter(([, fault]) => fault !== 'hang');

  it.each(faults)(
    'exit with 1 and name the code when a hook command %s',
    async (_, fault, codes) => {
      for (const [unit, index] of [
        ['my-app/0', 2],
        ['integrator/0', 2],
      ] as const) {
        const record = await runHook(simulator, unit, 'config-changed', {
          agent,
          faults: at(index, fault),
        });
        expect([record.exitStatus, record.changes]).toEqual([1, []]);
        expect(record.stderr).toContain(codes[0]);
      }
      const mended = await runHook(simulator, 'my-app/0', 'config-changed', { agent });
      expect(mended.changes).toHaveLength(3);
    },
  );

  it('publish to the other relations when one has vanished', async () => {
    const [, vanished] = relations;
    if (vanished !== undefined) simulator.forgetRelation(vanished);
    const record = await runHook(simulator, 'my-app/0', 'config-changed', { agent });
    expect(record.succeeded).toBe(true);
    expect(simulator.status('my-app/0').message).toBe(
      'published to backup:2, backup:4; gone: backup:3',
    );
  });
});
