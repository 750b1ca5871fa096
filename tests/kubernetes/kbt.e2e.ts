/** The command line on a real API server with Velero's own server on it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleExamples } from '../../packages/cli/src/testing/console-blocks.js';
import { openShell, type Shell } from '../../packages/cli/src/testing/shell.js';
import { type Cluster, startCluster } from './start.js';
import type { Velero } from './velero.js';
import { eventually } from './wait.js';

const VELERO = '/apis/velero.io/v1/namespaces/velero';
const BACKUP = { apiVersion: 'velero.io/v1', kind: 'Backup' };
const README = 'packages/cli/README.md';
/** The shell is of the day of the examples: the cluster is of today. */
const NOW = { KBT_NOW: '' };

let cluster: Cluster;
let velero: Velero;
let shell: Shell;
let admin: Readonly<Record<string, string>>;

beforeAll(async () => {
  [cluster, shell] = await Promise.all([startCluster({ authorization: 'RBAC' }), openShell()]);
  admin = { ...NOW, KUBECONFIG: await cluster.kubeconfig() };
  await populate();
  velero = await cluster.startVelero();
});

afterAll(async () => {
  shell?.close();
  await cluster?.close();
});

/** Makes the objects that the README's examples find in the cluster. */
async function populate(): Promise<void> {
  const { api } = cluster;
  const meta = (name: string) => ({ metadata: { name } });
  await api.create('/api/v1/namespaces', meta('wordpress'));
  const inside = '/api/v1/namespaces/wordpress';
  await api.create(`${inside}/configmaps`, meta('settings'));
  await api.create(`${inside}/secrets`, { ...meta('db'), stringData: { password: 'hunter2' } });
  const pod = { containers: [{ name: 'web', image: 'wordpress' }] };
  await api.create('/apis/apps/v1/namespaces/wordpress/deployments', {
    ...meta('web'),
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: pod },
    },
  });
  // The lab's server runs outside of the cluster: what names its release is the Deployment of a real one.
  await api.create('/apis/apps/v1/namespaces/velero/deployments', {
    ...meta('velero'),
    spec: {
      selector: { matchLabels: { component: 'velero' } },
      template: {
        metadata: { labels: { component: 'velero' } },
        spec: { containers: [{ name: 'velero', image: 'velero/velero:v1.18.3' }] },
      },
    },
  });
}

const run = (line: string) => shell.run(line, admin);

describe("README.md's live examples", () => {
  const examples = consoleExamples(README, 'console live');

  it('are there', () => {
    expect(examples.length).toBeGreaterThan(2);
  });

  it.each(examples)('prints what `$line` prints', async ({ line, output }) => {
    expect((await run(line)).output.trimEnd()).toBe(output);
  });
});

describe('kbt preview', () => {
  it('counts what a real Backup holds', async () => {
    const spec = { includedNamespaces: ['wordpress'], excludedResources: ['secrets'] };
    const file = join(cluster.folder, 'spec.json');
    writeFileSync(
      file,
      JSON.stringify({ include_namespaces: ['wordpress'], exclude_resources: ['secrets'] }),
    );
    const { output } = await run(`kbt preview ${file} --context lab -o json`);
    const { keys } = await velero.backup('compared', spec);
    expect(keys.length).toBeGreaterThan(2);
    expect(JSON.parse(output).included).toBe(keys.length);
  });

  it('takes a saved inventory for the cluster', async () => {
    const file = join(cluster.folder, 'inventory.json');
    const saved = await run(`kbt inventory save ${file} --context lab`);
    expect(saved.exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from('hunter2').toString('base64'));
    const [live, later] = [
      JSON.parse((await run('kbt preview old.yaml --context lab -o json')).output),
      JSON.parse((await run(`kbt preview old.yaml ${file} -o json`)).output),
    ];
    expect(later).toEqual({ ...live, cluster: file });
  });
});

describe('kbt targets and why', () => {
  it('follow a target from the databag to its last Backup', async () => {
    const rendered = await run('kbt render --app wordpress --unit integrator/0 -o json');
    const schedule = JSON.parse(rendered.output);
    await cluster.api.create(`${VELERO}/schedules`, schedule);
    await eventually('Velero has taken up the Schedule', async () => {
      const path = `${VELERO}/schedules/${schedule.metadata.name}`;
      const { status } = await cluster.api.get<{ status?: { phase?: string } }>(path);
      return status?.phase === 'Enabled' ? true : undefined;
    });
    const before = await run('kbt why wordpress --unit integrator/0 --context lab -o json');
    const [chain] = JSON.parse(before.output).chains;
    expect(states(chain)).toMatchObject({
      applied: 'ok',
      scheduled: 'ok',
      'last-backup': 'waiting',
    });
    await cluster.api.create(`${VELERO}/backups`, {
      ...BACKUP,
      metadata: {
        name: 'wordpress-1',
        labels: { 'velero.io/schedule-name': schedule.metadata.name },
      },
      spec: schedule.spec.template,
    });
    await eventually('the Backup is done', async () => {
      const { status } = await cluster.api.get<{ status?: { phase?: string } }>(
        `${VELERO}/backups/wordpress-1`,
      );
      return status?.phase === 'Completed' ? true : undefined;
    });
    const { output } = await run('kbt why wordpress --unit integrator/0 --context lab -o json');
    expect(states(JSON.parse(output).chains[0])['last-backup']).toBe('ok');
    const table = await run('kbt targets --unit integrator/0 --context lab');
    expect(table.output).toMatch(/^\S+ +Completed .* wordpress .* ok .* 0 2 \* \* \* /m);
  });

  it('say in diff what is missing, and nothing of what is there', async () => {
    const line = 'kbt diff --unit integrator/0 --context lab -o json 2>/dev/null';
    const { differences } = JSON.parse((await run(line)).output);
    const state = Object.fromEntries(
      differences.map((one: { app: string; state: string }) => [one.app, one.state]),
    );
    expect(state).toEqual({ wordpress: 'same', billing: 'missing', reports: 'missing' });
  });
});

describe('kbt backups', () => {
  it('tells of each Backup what the cluster does, and why one failed', async () => {
    const [schedule] = await cluster.api.list(`${VELERO}/schedules`);
    const labels = { 'velero.io/schedule-name': schedule?.metadata.name ?? '' };
    await cluster.api.create(`${VELERO}/backups`, {
      ...BACKUP,
      metadata: { name: 'wordpress-2', labels },
      spec: { includedNamespaces: ['wordpress'], storageLocation: 'gone' },
    });
    await velero.outcome('wordpress-2');
    const { output } = await run('kbt backups wordpress --context lab -o json');
    const [{ lastGood, failures, backups }] = JSON.parse(output).applications;
    const { status } = await cluster.api.get<{ status?: Readonly<Record<string, unknown>> }>(
      `${VELERO}/backups/wordpress-1`,
    );
    expect(lastGood).toMatchObject({
      name: 'wordpress-1',
      phase: 'Completed',
      startedAt: status?.['startTimestamp'],
      expiresAt: status?.['expiration'],
      objects: Object(status?.['progress']).itemsBackedUp,
    });
    expect(failures).toMatchObject([{ phase: 'FailedValidation', count: 1 }]);
    expect(failures[0].reason).toContain('gone');
    expect(backups.map(({ name }: { name: string }) => name)).toEqual([
      'wordpress-2',
      'wordpress-1',
    ]);
    await cluster.api.remove(`${VELERO}/backups/wordpress-2`);
  });
});

describe('kbt render', () => {
  it('makes a Backup that Velero takes, of what the preview says', async () => {
    const line = 'kbt render --to backup --app wordpress --unit integrator/0 -o json';
    const manifest = JSON.parse((await run(line)).output);
    const name = 'rendered';
    const { metadata, spec } = manifest;
    await cluster.api.create(`${VELERO}/backups`, {
      ...BACKUP,
      metadata: { ...metadata, name, generateName: undefined },
      spec,
    });
    const { phase, keys } = await velero.outcome(name);
    const preview = await run(
      'kbt preview --app wordpress --unit integrator/0 --context lab -o json',
    );
    expect([phase, keys.length]).toEqual(['Completed', JSON.parse(preview.output).included]);
    await cluster.api.remove(`${VELERO}/backups/${name}`);
  });
});

describe('kbt coverage', () => {
  it('says which Schedule saves a workload', async () => {
    const { items, sources } = JSON.parse((await run('kbt coverage --context lab -o json')).output);
    const web = { resource: 'deployments.apps', namespace: 'wordpress', name: 'web' };
    const [{ savedBy }] = items.filter(({ name }: { name: string }) => name === web.name);
    expect(items).toContainEqual(expect.objectContaining(web));
    expect(savedBy).toEqual([expect.stringMatching(/^wordpress-/)]);
    expect(sources).toContainEqual(expect.objectContaining({ name: savedBy[0], app: 'wordpress' }));
  });
});

describe('kbt doctor', () => {
  it('finds the object that Velero cannot read, until it is deleted', async () => {
    await cluster.api.create(`${VELERO}/backups`, {
      ...BACKUP,
      metadata: { name: 'poison' },
      spec: { ttl: '30d' },
    });
    const found = await run('kbt doctor --context lab -o json');
    expect(found.exitCode).toBe(1);
    const { findings } = JSON.parse(found.output);
    const finding = findings.find((one: { check: string }) => one.check === 'duration-unreadable');
    expect(finding).toMatchObject({
      object: 'backup/poison',
      command: 'kubectl delete backups.velero.io poison -n velero',
    });
    await cluster.api.remove(`${VELERO}/backups/poison`);
    expect((await run('kbt doctor --context lab')).exitCode).toBe(0);
  });
});

describe('a reader with few permissions', () => {
  it('is told which one is missing', async () => {
    const rules = [{ apiGroups: ['velero.io'], resources: ['schedules'], verbs: ['list'] }];
    const token = await cluster.serviceAccount('default', 'kbt', rules, 'velero');
    const env = { ...NOW, KUBECONFIG: await cluster.kubeconfig(token) };
    const { exitCode, output } = await shell.run('kbt doctor --context lab', env);
    expect(output).toContain(
      'needs the verb list on deployments in API group "apps" and on backupstoragelocations, volumesnapshotlocations, backups in API group "velero.io"',
    );
    expect(output).not.toContain(token);
    expect(exitCode).toBe(2);
  });

  it('can do with the role that kbt prints', async () => {
    const { rules } = JSON.parse((await run('kbt rbac doctor -o json 2>/dev/null')).output);
    const token = await cluster.serviceAccount('default', 'kbt-doctor', rules, 'velero');
    const env = { ...NOW, KUBECONFIG: await cluster.kubeconfig(token) };
    expect((await shell.run('kbt doctor --context lab', env)).exitCode).toBe(0);
  });

  it('is told that the API is down, within the time that was asked for', async () => {
    await cluster.takeDown();
    const { exitCode, output } = await run('kbt doctor --context lab --timeout 2');
    await cluster.bringUp();
    expect(output).toMatch(/the Kubernetes API at https:.* (?:cannot be reached|gave no answer)/);
    expect(exitCode).toBe(2);
  });
});

function states(chain: {
  readonly steps: readonly { readonly step: string; readonly state: string }[];
}): Readonly<Record<string, string>> {
  return Object.fromEntries(chain.steps.map(({ step, state }) => [step, state]));
}
