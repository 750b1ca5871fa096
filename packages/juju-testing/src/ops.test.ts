import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type HookProcessRecord,
  JujuAgent,
  JujuSimulator,
  type Relation,
  runAction,
  runHook,
  settleProcesses,
} from './index.js';

const PYTHON = fileURLToPath(new URL('../../../.venv/bin/python', import.meta.url));
const CHARMS = fileURLToPath(new URL('../test-charms', import.meta.url));

/** A copy of a Python charm with a `dispatch` that runs it in the test environment. */
async function unpack(root: string, name: string): Promise<string> {
  const charmDir = join(root, name);
  await cp(join(CHARMS, name), charmDir, { recursive: true });
  const dispatch = `#!/bin/sh\nexec ${PYTHON} "$JUJU_CHARM_DIR/charm.py"\n`;
  await writeFile(join(charmDir, 'dispatch'), dispatch, { mode: 0o755 });
  return charmDir;
}

function argv(record: HookProcessRecord): string[] {
  return record.commands
    .filter(({ command }) => command !== 'juju-log')
    .map(({ command, args }) => [command, ...args].join(' '));
}

// Each hook starts a Python interpreter with ops and pydantic, of which a busy machine needs minutes.
const OPS = { timeout: 300_000 };

describe("Python's ops and the reference library run unmodified", OPS, () => {
  let root: string;
  let agent: JujuAgent;

  beforeAll(async () => {
    if (!existsSync(PYTHON)) {
      throw new Error(
        `${PYTHON} is missing: run "npm test" in the repository's root, which makes it`,
      );
    }
    root = await mkdtemp(join(tmpdir(), 'ops-charms-'));
    agent = await JujuAgent.start();
  });

  afterAll(async () => {
    await agent?.close();
    if (root !== undefined) await rm(root, { recursive: true });
  });

  /** Two related applications, each with a charm folder of its own: ops keeps state in it. */
  async function related(): Promise<{ simulator: JujuSimulator; relation: Relation }> {
    const charms = await mkdtemp(join(root, 'model-'));
    const provider = await unpack(charms, 'python-provider');
    const requirer = await unpack(charms, 'python-requirer');
    const simulator = new JujuSimulator({ name: 'my-model' });
    simulator.addApplication('my-app', { charmDir: provider, config: { namespace: 'prod' } });
    simulator.addApplication('velero', { charmDir: requirer });
    return { simulator, relation: simulator.relate('my-app:backup', 'velero:targets') };
  }

  it('publishes and reads a spec over all hooks of two charms', async () => {
    const { simulator, relation } = await related();
    const records = await settleProcesses(simulator, { agent });
    expect(records.map(({ stderr, succeeded }) => ({ stderr, succeeded }))).toEqual(
      records.map(() => ({ stderr: '', succeeded: true })),
    );
    const value = simulator.databag(relation, 'my-app')['backup_targets'] ?? '';
    expect(JSON.parse(value)[0].spec.label_selector).toEqual({ équipe: 'données' });
    expect(simulator.status('velero/0')).toEqual({ status: 'active', message: 'ready' });
    expect(simulator.status('my-app/0').message).toBe('started 1 times');

    const found = await runAction(simulator, 'velero/0', 'get-spec', { app: 'my-app' }, { agent });
    expect(found.action?.log).toEqual(['found it']);
    expect(found.action?.failure).toBeNull();
    expect(JSON.stringify(found.action?.results)).toContain('prod');
    const missing = await runAction(simulator, 'velero/0', 'get-spec', { app: 'other' }, { agent });
    expect(missing.action?.failure).toBe('no such target');
  });

  it('stores the bytes that the reference writes, its spaces and escapes included', async () => {
    const { simulator, relation } = await related();
    await runHook(simulator, 'my-app/0', 'leader-elected', { agent });
    const value = simulator.databag(relation, 'my-app')['backup_targets'] ?? '';
    expect(value).toMatch(/^\[\{"app": "my-app", "relation_name": "backup", "model": "my-model"/);
    expect(value).toContain('{"\\u00e9quipe": "donn\\u00e9es"}');
  });

  it('needs the hook commands that are known of ops', async () => {
    const { simulator } = await related();
    const record = await runHook(simulator, 'my-app/0', 'leader-elected', { agent });
    expect(argv(record)).toEqual([
      'config-get --format=json',
      'is-leader --format=json',
      'relation-ids backup --format=json',
      'relation-list --format=json -r backup:1',
      'relation-list --format=json --app -r backup:1',
      'relation-get --format=json -r backup:1 --app - my-app',
      'relation-set -r backup:1 --app --file -',
      'status-set --application=False active -- started 0 times',
    ]);
  });

  it('writes nothing where nothing changed, so that no hook follows', async () => {
    const { simulator } = await related();
    await settleProcesses(simulator, { agent });
    const record = await runHook(simulator, 'my-app/0', 'config-changed', { agent });
    expect(argv(record).filter((command) => command.startsWith('relation-set'))).toEqual([]);
    expect(simulator.queue).toEqual([]);
  });

  it('fails the hook of a reference charm whose relation is gone, and drops what it wrote', async () => {
    const { simulator, relation } = await related();
    simulator.forgetRelation(relation);
    const record = await runHook(simulator, 'my-app/0', 'leader-elected', { agent });
    expect(record.succeeded).toBe(false);
    expect(record.log.map(({ message }) => message).join()).toContain('RelationNotFoundError');
    expect(simulator.databag(relation, 'my-app')).toEqual({});
  });
});
