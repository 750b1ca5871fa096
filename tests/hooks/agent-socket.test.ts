/**
 * Hook commands over the agent's socket against hook commands as processes: what charms do, and what
 * becomes of it when something goes wrong, is to be the same.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HookCommands, isHookCommandError, spawnRunner } from '@k8s-backup-target/juju';
import { type AgentSocketRunner, agentSocket } from '@k8s-backup-target/juju/agent-socket';
import {
  type FaultPlan,
  type HookCommandFault,
  type HookProcessRecord,
  type HookRecord,
  JujuAgent,
  JujuSimulator,
  type Relation,
  runAction,
  runHook,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import { K8sBackupTargetProvider } from '@k8s-backup-target/provider';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { TYPESCRIPT_PROVIDER, TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { goSuite } from '@k8s-backup-target/tools/go-suite';
import { buildJujuAgent, type Relay, startRelay } from '@k8s-backup-target/tools/juju-agent';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const ENTRY = { app: 'other', relation_name: 'backup', model: 'm', spec: { ttl: '1h' } };
const inGo = goSuite("over a socket of Go's own net/rpc");
const clientInGo = goSuite("Go's own net/rpc as a client");

let folder: string;
let agent: JujuAgent;
let relay: Relay | undefined;
let simulator: JujuSimulator;
let relations: readonly Relation[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relay-'));
  agent = await JujuAgent.start();
  if (!inGo.isSkipped) relay = await startRelay(join(folder, 'agent.socket'), agent.socket);
});

afterAll(async () => {
  await Promise.all([agent.close(), relay?.close()]);
  await rm(folder, { recursive: true });
});

/** Two applications that want to be backed up, one with three relations, and one that reads them. */
async function deploy(socket: boolean): Promise<void> {
  simulator = new JujuSimulator({ name: 'production' });
  const config = { ttl: '72h', 'agent-socket': socket };
  simulator.addApplication('my-app', { charmDir: TYPESCRIPT_PROVIDER, units: 2, config });
  simulator.addApplication('integrator', {
    charmDir: TYPESCRIPT_REQUIRER,
    config: { 'agent-socket': socket },
  });
  simulator.addApplication('other');
  for (const name of ['second', 'third']) simulator.addApplication(name);
  relations = ['integrator', 'second', 'third'].map((name) =>
    simulator.relate('my-app:backup', `${name}:k8s-backup-target`),
  );
  const other = simulator.relate('other:backup', 'integrator:k8s-backup-target');
  simulator.setDatabag(other, 'other', { backup_targets: JSON.stringify([ENTRY]) });
  await simulator.settle();
}

function databags(): unknown[] {
  const numbers = new Set(simulator.relations.map(({ number }) => number));
  return relations
    .filter(({ number }) => numbers.has(number))
    .map((relation) => ({ ...simulator.databag(relation, 'my-app') }));
}

function statuses(): unknown[] {
  const units = ['my-app', 'integrator'].flatMap((app) => simulator.units(app));
  return units.map((unit) => [unit, simulator.status(unit)]);
}

function at(index: number, fault: HookCommandFault): FaultPlan {
  return (call) => (call.index === index ? fault : null);
}

describe('the example charms', () => {
  /** Collects what a hook left behind, whichever way its hook commands ran. */
  function traceOf(record: HookProcessRecord): unknown {
    const { unit, hook, relation, exitStatus, stdout, log, changes, action, commands } = record;
    return { unit, hook, relation, exitStatus, stdout, log, changes, action, commands };
  }

  /** Everything that both charms do, step by step, and everything that it leaves behind. */
  async function life(socket: boolean, extraEnv: Record<string, string> = {}): Promise<unknown[]> {
    const options = { agent, extraEnv };
    const trace: unknown[] = [];
    const settle = async (): Promise<void> => {
      trace.push(...(await settleProcesses(simulator, options)).map(traceOf));
      trace.push(databags(), statuses());
    };
    const act = async (unit: string, action: string, parameters = {}): Promise<void> => {
      trace.push(traceOf(await runAction(simulator, unit, action, parameters, options)));
    };
    await deploy(socket);
    trace.push(traceOf(await runHook(simulator, 'my-app/0', 'config-changed', options)));
    await settle();
    await act('integrator/0', 'list-targets');
    await act('integrator/0', 'get-spec', { app: 'other', endpoint: 'backup', model: 'm' });
    await act('my-app/1', 'withdraw-target');
    await act('my-app/0', 'withdraw-target');
    simulator.setConfig('my-app', { ttl: '1.5h', labels: 'équipe=données 日本😀' });
    await settle();
    simulator.setLeader('my-app', 'my-app/1');
    simulator.setConfig('my-app', { ttl: '30d', labels: 'app=web' });
    await settle();
    const [first, second] = relations;
    if (first !== undefined) simulator.forgetRelation(first);
    if (second !== undefined) simulator.removeRelation(second);
    simulator.setConfig('my-app', { ttl: '24h' });
    await settle();
    for (const unit of ['my-app/1', 'integrator/0']) {
      for (const index of [1, 2, 4]) {
        const faults = at(index, { status: 1, stderr: 'ERROR connection is shut down\n' });
        const record = await runHook(simulator, unit, 'config-changed', { ...options, faults });
        trace.push(traceOf(record), record.stderr.includes('[refused]'));
      }
    }
    return trace;
  }

  it('leave the same databags, logs, statuses and results both ways', async () => {
    const processes = await life(false);
    const socket = await life(true);
    expect(withoutCommands(socket)).toEqual(withoutCommands(processes));
    expect(JSON.stringify(socket).includes('720h')).toBe(true);
    if (relay === undefined) return;
    const relayed = await life(true, { JUJU_AGENT_SOCKET_ADDRESS: relay.path });
    expect(relayed).toEqual(socket);
  });

  /** Processes that run at once have no order, and which of them an index means, chance decides. */
  function withoutCommands(trace: unknown[]): unknown[] {
    return trace.map((step) => ({ ...Object(step), commands: null }));
  }
});

interface Way {
  readonly name: string;
  readonly isSkipped?: boolean;
  /** Returns what a client sees of an agent that goes away in the middle of a command. */
  readonly killed: string;
  readonly open: (env: Record<string, string>, timeoutMs: number | undefined) => AgentSocketRunner;
}

const overSocket =
  (variables: () => Record<string, string>): Way['open'] =>
  (env, timeoutMs) =>
    agentSocket({ enabledBy: 'agent-socket', env: { ...env, ...variables() }, timeoutMs });

const WAYS: readonly Way[] = [
  {
    name: 'as processes',
    killed: 'killed',
    open: (env, timeoutMs) =>
      Object.assign(spawnRunner({ env, timeoutMs }), { close: () => undefined }),
  },
  { name: 'over the socket', killed: 'connection-lost', open: overSocket(() => ({})) },
  {
    name: inGo.title,
    isSkipped: inGo.isSkipped,
    // The relay lives on, and says what its own client saw.
    killed: 'refused',
    open: overSocket(() => ({ JUJU_AGENT_SOCKET_ADDRESS: relay?.path ?? '' })),
  },
];

for (const { name, isSkipped = false, killed, open } of WAYS)
  describe.skipIf(isSkipped)(`hook commands ${name}`, () => {
    const FAULTS: readonly (readonly [string, HookCommandFault, string])[] = [
      ['fails', { status: 1, stderr: 'ERROR connection is shut down\n' }, 'refused'],
      ['refuses its arguments', { status: 2, stderr: 'ERROR unrecognized args\n' }, 'usage'],
      ['is killed', 'kill', killed],
      ['prints garbage', { status: 0, stdout: '{"half' }, 'bad-output'],
      ['prints nothing', { status: 0, stdout: '' }, 'bad-output'],
      ['prints another kind of JSON', { status: 0, stdout: '12\n' }, 'bad-output'],
    ];
    /** Commands whose output is not read: garbage there is no fault. */
    const SILENT = new Set(['relation-set', 'status-set', 'juju-log']);

    beforeEach(() => deploy(true));

    async function run(
      unit: string,
      body: (juju: HookCommands) => Promise<unknown>,
      faults: FaultPlan = () => null,
      timeoutMs?: number,
    ): Promise<HookRecord> {
      const session = simulator.open(simulator.hook(unit, 'update-status'), { faults });
      const runner = open(agent.environment(session, ''), timeoutMs);
      try {
        await agent.during(session, () => body(new HookCommands(session.context, runner)));
        session.commit();
        return session.record();
      } finally {
        runner.close();
      }
    }

    /** It is spawned whichever way; a charm that reads no config does without it, and without the socket. */
    function ofConfigGet(unit: string, fault: HookCommandFault, code: string): string {
      if (unit === 'integrator/0') return 'went wrong unnoticed';
      return fault === 'kill' ? 'killed' : code;
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
    ])('of %s', (_, unit, body) => {
      it.each(FAULTS)(
        'fail with a code and leave nothing half-written when any of them %s',
        async (_name, fault, code) => {
          const counted = await run(unit, async (juju) =>
            body(juju).then(() => juju.log('INFO', 'x')),
          );
          const commands = counted.commands.slice(0, -1);
          for (const relation of relations)
            simulator.setDatabag(relation, 'my-app', { backup_targets: '' });
          await simulator.settle();
          const nothing = databags();
          for (const [index, { command }] of commands.entries()) {
            if (code === 'bad-output' && SILENT.has(command)) continue;
            const error = await run(unit, body, at(index, fault)).then(
              () => 'went wrong unnoticed',
              (reason: unknown) => reason,
            );
            const found = isHookCommandError(error) ? error.code : error;
            const wanted = command === 'config-get' ? ofConfigGet(unit, fault, code) : code;
            expect(found, `${command}, call ${index}`).toBe(wanted);
            expect(databags()).toEqual(nothing);
          }
          await run(unit, body);
          if (unit === 'my-app/0') expect(databags()).not.toEqual(nothing);
        },
      );

      it('end at their timeout when one of them hangs', async () => {
        const error = await run(unit, body, at(2, 'hang'), 700).catch((reason: unknown) => reason);
        expect(isHookCommandError(error, 'timeout')).toBe(true);
      });
    });
  });

describe.skipIf(clientInGo.isSkipped)(clientInGo.title, () => {
  it('is answered by the simulated agent, standard input included', async () => {
    await deploy(true);
    const serving = await JujuAgent.start({ hookCommand: await buildJujuAgent() });
    const session = simulator.open(simulator.hook('my-app/0', 'update-status'));
    const value = 'é日本😀\n'.repeat(100_000);
    await serving.during(session, async () => {
      const runner = spawnRunner({ env: serving.environment(session, '') });
      const juju = new HookCommands(session.context, runner);
      expect(await juju.isLeader()).toBe(true);
      expect(await juju.writeLocalApplicationData('backup:2', { k: value })).toBe(true);
      const databag = await juju.readLocalApplicationData('backup:2');
      expect(databag?.['k'] === value).toBe(true);
      const usage = { status: 2, stderr: 'ERROR unrecognized args: ["x"]\n' };
      expect(await runner('is-leader', ['x'])).toMatchObject(usage);
    });
    await serving.close();
  });
});
