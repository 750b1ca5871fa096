import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { managedByFor } from '@k8s-backup-target/velero';
import { afterEach, describe, expect, it } from 'vitest';
import { kbt, type RunOptions } from '../testing/kbt.js';
import { recordingApi } from '../testing/recording-api.js';

const cwd = fileURLToPath(new URL('test-data', import.meta.url));
const VELERO_4 = {
  production: { 'short-name': 'production', 'model-uuid': 'u-4', 'agent-version': '4.0.15' },
};

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kbt-juju-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A file with these words, next to the cases. */
function file(value: unknown): string {
  const path = join(scratch(), 'given.json');
  writeFileSync(path, JSON.stringify(value));
  return path;
}

/** A client that answers command lines, such as `show-unit integrator/0`, from a table. */
function client(answers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const folder = scratch();
  const cases = Object.entries(answers).map(([line, answer], index) => {
    const path = join(folder, `${index}.json`);
    writeFileSync(path, typeof answer === 'string' ? answer : JSON.stringify(answer));
    return `"${line} --format json") cat '${path}';;`;
  });
  const script = [
    '#!/bin/sh',
    'case "$*" in',
    ...cases,
    '*) echo "ERROR no" >&2; exit 1;;',
    'esac',
  ];
  writeFileSync(join(folder, 'juju'), script.join('\n'));
  chmodSync(join(folder, 'juju'), 0o755);
  return { PATH: `${folder}:${process.env['PATH']}` };
}

async function targets(words: readonly string[], options: RunOptions = {}) {
  const { exitCode, stdout, stderr } = await kbt(['targets', ...words, '-o', 'json'], {
    cwd,
    ...options,
  });
  const rows: { app: string; state: string; relation: string; model: string }[] =
    stdout === '' ? [] : JSON.parse(stdout).targets;
  return { exitCode, stderr, rows, states: rows.map(({ app, state }) => `${app} ${state}`) };
}

describe('the unit of a requirer on Juju 4, which shows its own side', () => {
  it('does not tell what was published, and nothing says that it is nothing', async () => {
    const { exitCode, states, stderr } = await targets(['integrator-4.0.yaml']);
    expect(states).toEqual(['wordpress unknown']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('juju show-unit wordpress/0');
  });

  it('is unknown too where neither databags nor a version tell', async () => {
    const { exitCode, states } = await targets(['integrator-4.0-unpublished.json']);
    expect(new Set(states.map((state) => state.split(' ')[1]))).toEqual(new Set(['unknown']));
    expect(exitCode).toBe(2);
  });

  it.each(['3.6.28', '2.9.52'])('is empty for sure where Juju is %s', async (version) => {
    const model = file({ m: { 'model-uuid': 'u', 'agent-version': version } });
    const { exitCode, states } = await targets(['integrator-4.0-unpublished.json', model]);
    expect(states).toContain('wordpress nothing-published');
    expect(exitCode).toBe(1);
  });

  it('is complete with a unit of the other application', async () => {
    const words = ['integrator-4.0.yaml', 'wordpress-4.0.yaml'];
    const { exitCode, states } = await targets(words);
    expect(states).toEqual(['wordpress ok']);
    expect(exitCode).toBe(0);
    const { stdout } = await kbt(['why', 'wordpress', ...words], { cwd });
    expect(stdout).toContain(
      '✓ forwarded    velero-operator/0 has received it, schedule 0 2 * * *',
    );
  });

  it('is asked for with a unit of each application that is related to it', async () => {
    const unit = (
      app: string,
      endpoint: string,
      relatedEndpoint: string,
      related: string,
      data: object,
    ) => ({
      [`${app}/0`]: {
        'relation-info': [
          {
            'relation-id': 2,
            endpoint,
            'related-endpoint': relatedEndpoint,
            'application-data': data,
            ...(related === '' ? {} : { 'related-units': { [related]: { data: {} } } }),
          },
        ],
      },
    });
    const entry = {
      app: 'db',
      relation_name: 'backup',
      model: 'm',
      spec: { include_namespaces: ['db'] },
    };
    const published = { backup_targets: JSON.stringify([entry]) };
    const answers = {
      'show-model': VELERO_4,
      'show-unit integrator/0': unit('integrator', 'k8s-backup-target', 'backup', 'db/0', {}),
      'show-unit db/0': unit('db', 'backup', 'k8s-backup-target', 'integrator/0', published),
    };
    expect((await targets(['-u', 'integrator/0'], { env: client(answers) })).states).toEqual([
      'db ok',
    ]);
    // 4.0.0 to 4.0.11 prints no related units: status names the application.
    const status = {
      model: { version: '4.0.5' },
      applications: {
        db: {
          units: { 'db/0': {} },
          relations: {
            backup: [{ 'related-application': 'integrator', interface: 'k8s_backup_target' }],
          },
        },
        integrator: {
          relations: {
            'k8s-backup-target': [{ 'related-application': 'db', interface: 'k8s_backup_target' }],
          },
        },
      },
    };
    const older = {
      ...answers,
      'show-unit integrator/0': unit('integrator', 'k8s-backup-target', 'backup', '', {}),
      'show-unit db/0': unit('db', 'backup', 'k8s-backup-target', '', published),
      status,
    };
    expect((await targets(['-u', 'integrator/0'], { env: client(older) })).states).toEqual([
      'db ok',
    ]);
  });

  it('names what to give as well where Juju 4.0.0 to 4.0.11 leaves out the other end', async () => {
    const relation = {
      'relation-id': 2,
      endpoint: 'k8s-backup-target',
      'related-endpoint': 'backup',
    };
    const unit = { 'integrator/0': { 'relation-info': [{ ...relation, 'local-unit': {} }] } };
    const status = {
      model: { version: '4.0.5' },
      applications: {
        db: {
          units: { 'db/0': {} },
          relations: { backup: [{ 'related-application': 'integrator' }] },
        },
        integrator: { relations: { 'k8s-backup-target': [{ 'related-application': 'db' }] } },
      },
    };
    const texts = [unit, status].map((value) => JSON.stringify(value));
    const without = await kbt(['status', '-'], { stdin: texts[0] ?? '' });
    expect(without.stderr).toContain(
      'give the output of juju show-model, juju status --format json',
    );
    expect(without.stderr).toContain('show-unit of Juju 4.0.0 to 4.0.11 does not name the units');
    const next = await kbt(['status', '-', '-o', 'json'], { stdin: texts.join('\n') });
    expect(next.stderr).toContain('give the output of juju show-unit db/0 as well\n');
    expect(JSON.parse(next.stdout).applications[0].command).toBe('juju show-unit db/0');
    expect(next.exitCode).toBe(2);
  });

  it('never leads to advice to delete a Schedule, and to no verdict of diff', async () => {
    const words = ['integrator-4.0-unpublished.json', '../../../examples/velero.json'];
    const { stdout } = await kbt(['doctor', ...words], { cwd });
    expect(stdout).not.toMatch(/schedule delete|publishes no target/);
    const schedule = ['--schedule', '0 2 * * *'];
    const diff = await kbt(['diff', ...words, ...schedule, '-o', 'json'], { cwd });
    const { differences }: { differences: { app: string; state: string }[] } = JSON.parse(
      diff.stdout,
    );
    expect(differences).toContainEqual(
      expect.objectContaining({ app: 'wordpress', state: 'unknown' }),
    );
    expect(differences.map(({ state }) => state)).not.toContain('held-back');
    expect(diff.stderr).toContain('not known: on Juju 4');
  });
});

describe("a provider's unit", () => {
  it('on Juju 4 shows what it has published', async () => {
    const { exitCode, states } = await targets(['wordpress-4.0.yaml']);
    expect(states).toEqual(['wordpress ok']);
    expect(exitCode).toBe(0);
  });

  it('up to Juju 3.6 does not, and names the unit to ask', async () => {
    const data = {
      'wordpress/0': {
        'relation-info': [
          {
            'relation-id': 2,
            endpoint: 'backup',
            'related-endpoint': 'k8s-backup-target',
            'application-data': {},
            'related-units': { 'integrator/0': { data: {} } },
          },
        ],
      },
    };
    const { exitCode, stderr } = await targets([file(data)]);
    expect(stderr).toContain('wordpress/0 is the provider of backup:2');
    expect(stderr).toContain('kbt targets --unit integrator/0');
    expect(exitCode).toBe(2);
  });
});

describe('relations', () => {
  it('without numbers, as Juju before 2.9.30 prints them, are told apart', async () => {
    const { states, rows } = await targets(['integrator-2.9-without-ids.yaml']);
    expect(states).toEqual(['wordpress ok', 'shop refused']);
    expect(rows.map(({ relation }) => relation)).toEqual([
      'k8s-backup-target#1',
      'k8s-backup-target#2',
    ]);
    const { stdout } = await kbt(['why', 'wordpress', 'integrator-2.9-without-ids.yaml'], { cwd });
    expect(stdout).toContain('✓ accepted');
  });

  it.each([
    [
      ['integrator-model-a.yaml', 'integrator-model-b.yaml'],
      ['wordpress ok', 'shop ok'],
    ],
    [
      ['model-bad.json', 'model-b.json'],
      ['vault refused', 'nextcloud ok', 'mariadb ok'],
    ],
  ])('of the same number in two models are two: %s', async (files, expected) => {
    const { states, rows } = await targets(files);
    expect(states).toEqual(expected);
    for (const name of files) {
      expect(rows.some(({ relation }) => relation.endsWith(` in ${name}`))).toBe(true);
    }
  });

  it('are one each where two units of an application, or one unit twice, were given', async () => {
    const { rows } = await targets(['model-a.json', 'model-a.json']);
    expect(rows.map(({ relation }) => relation)).toEqual([
      'k8s-backup-target:10',
      'k8s-backup-target:11',
    ]);
  });

  it('are all shown where a text holds one number twice', async () => {
    const relation = (app: string) => ({
      'relation-id': 1,
      endpoint: 'k8s-backup-target',
      'related-endpoint': 'backup',
      'application-data': {
        backup_targets: JSON.stringify([
          { app, relation_name: 'backup', model: 'm', spec: { include_namespaces: [app] } },
        ]),
      },
      'related-units': { [`${app}/0`]: {} },
    });
    const stdin = JSON.stringify({
      'integrator/0': { 'relation-info': [relation('db'), relation('web')], address: '10.1.1.1' },
    });
    const { stdout } = await kbt(['targets', '-o', 'name'], { stdin });
    expect(stdout.trim().split('\n')).toEqual(['db', 'web']);
  });

  it('of an application without units in scope take its name from a refused entry', async () => {
    const entry = { app: 'db', relation_name: 'backup', model: 'm', spec: { ttl: '24H' } };
    const unit = {
      'integrator/0': {
        'relation-info': [
          {
            'relation-id': 1,
            endpoint: 'k8s-backup-target',
            'related-endpoint': 'backup',
            'application-data': { backup_targets: JSON.stringify([entry]) },
          },
        ],
      },
    };
    expect((await targets([file(unit)])).states).toEqual(['db refused']);
    expect((await kbt(['why', 'db', file(unit)], { cwd })).stdout).toContain('✗ valid');
  });

  it('with nulls in them are read', async () => {
    const { states } = await targets(['cross-model-nulls.json']);
    expect(states).toEqual(['db ok', 'main-orchestrator nothing-published']);
  });
});

describe('juju status', () => {
  it('is not a substitute for show-unit, and names what is', async () => {
    const { exitCode, stderr } = await targets(['status.json']);
    expect(stderr).toContain('juju status does not show what applications have published');
    expect(stderr).toContain(': juju show-unit integrator/0 does');
    expect(exitCode).toBe(2);
  });

  it('names units of both ends from Juju 4 on, where each shows its own side', async () => {
    const text = readFileSync(new URL('test-data/status.json', import.meta.url), 'utf8');
    const { stderr } = await kbt(['status', '-'], { stdin: text.replace('3.6.28', '4.0.15') });
    expect(stderr).toContain(': juju show-unit wordpress/0 integrator/0 does');
  });

  it("tells Juju's version", async () => {
    const { states } = await targets(['integrator-4.0-unpublished.json', 'status.json']);
    expect(states).toContain('wordpress nothing-published');
  });
});

describe('what was published where no requirer reads it', () => {
  const relation = (more: object) => ({
    'integrator/0': {
      'relation-info': [
        {
          'relation-id': 2,
          endpoint: 'k8s-backup-target',
          'related-endpoint': 'backup',
          'application-data': {},
          ...more,
        },
        {
          'relation-id': 3,
          endpoint: 'k8s-backup-target',
          'application-data': { backup_targets: '[]' },
        },
      ],
    },
  });

  it.each([
    [
      'under another key',
      'hyphen-key.yaml',
      'databag has the key backup-targets, and requirers read backup_targets',
    ],
    [
      "in a unit's databag",
      relation({ 'related-units': { 'db/0': { data: { backup_targets: '[]' } } } }),
      'is in the databag of a unit, which requirers do not read',
    ],
  ])('is named: %s', async (_, given, expected) => {
    const path = typeof given === 'string' ? given : file(given);
    const { stdout, exitCode } = await kbt(['why', 'db', path], { cwd });
    expect(stdout).toContain(expected);
    expect(exitCode).toBe(1);
  });

  it('is named: encoded twice', async () => {
    const { stdout } = await kbt(['targets', 'double-encoded.json', '-o', 'json'], { cwd });
    expect(stdout).toContain('is JSON within JSON');
    const { stdout: judged } = await kbt(['validate', 'double-encoded.json'], { cwd });
    expect(judged).toContain('Encode the list as JSON once.');
  });
});

describe('advice to delete a Schedule', () => {
  const labels = (managedBy: string) => ({
    app: 'gone',
    endpoint: 'backup',
    model: 'm',
    'managed-by': managedBy,
  });
  const unit = {
    'integrator/0': {
      'relation-info': [
        {
          'relation-id': 1,
          endpoint: 'k8s-backup-target',
          'application-data': { backup_targets: '[]' },
        },
      ],
    },
  };
  const model = { m: { 'short-name': 'm', 'model-uuid': 'u-1', 'agent-version': '3.6.28' } };
  const owned = managedByFor({ app: 'integrator', modelUuid: 'u-1' });

  async function doctor(answers: Readonly<Record<string, unknown>>, managedBy = owned, spec = {}) {
    const api = await recordingApi({
      '/apis/velero.io/v1/namespaces/velero/schedules': {
        items: [
          {
            metadata: { name: 'old', namespace: 'velero', labels: labels(managedBy) },
            spec: { schedule: '0 2 * * *', template: {}, ...spec },
          },
        ],
      },
      '/apis/velero.io/v1/namespaces/velero/backups': { items: [] },
      '/apis/velero.io/v1/namespaces/velero/backupstoragelocations': { items: [] },
      '/apis/apps/v1/namespaces/velero/deployments': { items: [] },
    });
    cleanups.push(() => api.close());
    const { stdout } = await kbt(['doctor', '-u', 'integrator/0', '--kubeconfig', api.kubeconfig], {
      cwd,
      env: client(answers),
    });
    return stdout;
  }

  it('is given where the live integrator shows that nothing publishes its target', async () => {
    const stdout = await doctor({ 'show-unit integrator/0': unit, 'show-model': model });
    expect(stdout).toContain('$ velero schedule delete old -n velero');
    expect(stdout).toContain('Juju shows no such target at integrator/0 in model m.');
    expect(stdout).toContain('Its Backups stay.');
  });

  it('says that the Backups go too where they do', async () => {
    const spec = { useOwnerReferencesInBackup: true };
    const stdout = await doctor(
      { 'show-unit integrator/0': unit, 'show-model': model },
      owned,
      spec,
    );
    expect(stdout).toContain('Its Backups are deleted with it');
  });

  it.each([
    ['the model is not known', { 'show-unit integrator/0': unit }, owned],
    [
      'the Schedule is not labelled as made by the integrator',
      { 'show-unit integrator/0': unit, 'show-model': model },
      'someone',
    ],
    [
      'another relation is not known',
      {
        'show-unit integrator/0': {
          'integrator/0': {
            'relation-info': [
              { 'relation-id': 1, endpoint: 'k8s-backup-target', 'application-data': {} },
            ],
          },
        },
        'show-model': { m: { ...model.m, 'agent-version': '4.0.15' } },
      },
      owned,
    ],
  ])('is not given where %s', async (_, answers, managedBy) => {
    const stdout = await doctor(answers, managedBy);
    expect(stdout).toContain('schedule/old');
    expect(stdout).not.toContain('schedule delete');
  });

  it('is never given from files, which may be old, cut off, or of another model', async () => {
    const words = ['model-a.json', 'model-b.json', 'config-integrator.json', 'states.json'];
    for (const files of [words, words.slice(1)]) {
      expect((await kbt(['doctor', ...files], { cwd })).stdout).not.toContain('schedule delete');
    }
  });
});

describe('an application of another model under the name that its operator chose', () => {
  it('is not an impostor where both models and applications share their names', async () => {
    const { stdout } = await kbt(['targets', 'saas-alias.yaml', '-o', 'json'], { cwd });
    const [own, other] = JSON.parse(stdout).targets;
    expect([own.state, own.publishedBy]).toEqual(['ok', 'db']);
    expect([other.state, other.publishedBy]).toEqual(['claimed', 'db-of-bob']);
    expect(other.problems.map(({ rule }: { rule: string }) => rule)).toEqual(['duplicate']);
    const why = (await kbt(['why', 'db', 'saas-alias.yaml'], { cwd })).stdout;
    expect(why).toContain('Relate it to a backup charm of its own model');
    expect(why).not.toContain('under its own name');
  });
});
