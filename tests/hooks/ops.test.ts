import {
  type HookProcessRecord,
  JujuAgent,
  JujuSimulator,
  type Relation,
  runAction,
  runHook,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import { makePythonCharms, type PythonCharms } from '@k8s-backup-target/tools/charm-folders';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

function argv(record: HookProcessRecord): string[] {
  return record.commands
    .filter(({ command }) => command !== 'juju-log')
    .map(({ command, args }) => [command, ...args].join(' '));
}

const CONFIG = { namespaces: 'prod', resources: '', labels: 'équipe=données', ttl: '24h' };
const KEY = { app: 'my-app', endpoint: 'backup', model: 'my-model' };

// Each hook starts a Python interpreter with ops and pydantic, of which a busy machine needs minutes.
const OPS = { timeout: 300_000 };

describe("Python's ops and the reference library run unmodified", OPS, () => {
  let charms: PythonCharms;
  let agent: JujuAgent;

  // Each test has charm folders of its own: ops keeps state in them.
  beforeEach(async () => {
    [charms, agent] = await Promise.all([makePythonCharms(), JujuAgent.start()]);
  });

  afterEach(() => Promise.all([charms.remove(), agent.close()]));

  /** Two related applications. */
  function related(): { simulator: JujuSimulator; relation: Relation } {
    const simulator = new JujuSimulator({ name: 'my-model' });
    simulator.addApplication('my-app', { charmDir: charms.provider, config: CONFIG });
    simulator.addApplication('velero', { charmDir: charms.requirer });
    const relation = simulator.relate('my-app:backup', 'velero:k8s-backup-target');
    return { simulator, relation };
  }

  it('publishes and reads a spec over all hooks of two charms', async () => {
    const { simulator, relation } = related();
    const records = await settleProcesses(simulator, { agent });
    expect(records.map(({ stderr, succeeded }) => ({ stderr, succeeded }))).toEqual(
      records.map(() => ({ stderr: '', succeeded: true })),
    );
    const value = simulator.databag(relation, 'my-app')['backup_targets'] ?? '';
    expect(JSON.parse(value)[0].spec.label_selector).toEqual({ équipe: 'données' });
    expect(simulator.status('velero/0')).toEqual({ status: 'active', message: 'ready' });

    const found = await runAction(simulator, 'velero/0', 'get-spec', KEY, { agent });
    expect(found.action?.failure).toBeNull();
    expect(JSON.stringify(found.action?.results)).toContain('prod');
    const unknown = { ...KEY, app: 'other' };
    const missing = await runAction(simulator, 'velero/0', 'get-spec', unknown, { agent });
    expect(missing.action?.failure).toBe('no such backup target');
  });

  it('keeps state, collects a status, logs and returns results', async () => {
    const simulator = new JujuSimulator();
    simulator.addApplication('my-app', { charmDir: charms.opsFeatures });
    await settleProcesses(simulator, { agent });
    expect(simulator.status('my-app/0')).toEqual({ status: 'active', message: 'started 1 times' });
    const starts = await runAction(simulator, 'my-app/0', 'count', { unit: 'starts' }, { agent });
    expect(starts.action).toEqual({
      results: { count: { starts: '1' } },
      failure: null,
      log: ['counting'],
    });
    const other = await runAction(simulator, 'my-app/0', 'count', { unit: 'other' }, { agent });
    expect(other.action?.failure).toBe('no such count');
  });

  it('stores the bytes that the reference writes, its spaces and escapes included', async () => {
    const { simulator, relation } = related();
    await runHook(simulator, 'my-app/0', 'leader-elected', { agent });
    const value = simulator.databag(relation, 'my-app')['backup_targets'] ?? '';
    expect(value).toMatch(/^\[\{"app": "my-app", "relation_name": "backup", "model": "my-model"/);
    expect(value).toContain('{"\\u00e9quipe": "donn\\u00e9es"}');
  });

  it('needs the hook commands that are known of ops', async () => {
    const { simulator } = related();
    const record = await runHook(simulator, 'my-app/0', 'leader-elected', { agent });
    expect(argv(record)).toEqual([
      'config-get --format=json',
      'is-leader --format=json',
      'relation-ids backup --format=json',
      'relation-list --format=json -r backup:1',
      'relation-list --format=json --app -r backup:1',
      'relation-get --format=json -r backup:1 --app - my-app',
      'relation-set -r backup:1 --app --file -',
    ]);
  });

  it('writes nothing where nothing changed, so no hook follows', async () => {
    const { simulator } = related();
    await settleProcesses(simulator, { agent });
    const record = await runHook(simulator, 'my-app/0', 'config-changed', { agent });
    expect(argv(record).filter((command) => command.startsWith('relation-set'))).toEqual([]);
    expect(simulator.queue).toEqual([]);
  });

  it('fails the hook of a reference charm whose relation is gone, and drops what it wrote', async () => {
    const { simulator, relation } = related();
    simulator.forgetRelation(relation);
    const record = await runHook(simulator, 'my-app/0', 'leader-elected', { agent });
    expect(record.succeeded).toBe(false);
    expect(record.log.map(({ message }) => message).join()).toContain('RelationNotFoundError');
    expect(simulator.databag(relation, 'my-app')).toEqual({});
  });
});
