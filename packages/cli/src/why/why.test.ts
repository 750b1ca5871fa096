import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const UNIT = 'juju-show-unit-integrator-0.json';
const LABELS = { app: 'reports', endpoint: 'backup', model: 'production' };

/** A document for standard input, next to the files. */
const yamlOf = (...documents: readonly unknown[]) =>
  documents.map((document) => JSON.stringify(document)).join('\n---\n');

const config = (values: Readonly<Record<string, unknown>>) => ({
  application: 'integrator',
  charm: 'integrator',
  settings: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { type: 'string', value }]),
  ),
});

const KUBERNETES = config({ 'forward-to': 'kubernetes', schedule: '0 2 * * *' });

const TEMPLATE = { includedNamespaces: ['reports'], ttl: '168h0m0s' };

const schedule = (spec: object = {}, status: object = { phase: 'Enabled' }) => ({
  apiVersion: 'velero.io/v1',
  kind: 'Schedule',
  metadata: { name: 'reports', namespace: 'velero', labels: LABELS },
  spec: { schedule: '0 2 * * *', template: TEMPLATE, ...spec },
  status,
});

const backup = (status: object) => ({
  apiVersion: 'velero.io/v1',
  kind: 'Backup',
  metadata: {
    name: 'reports-1',
    namespace: 'velero',
    labels: { 'velero.io/schedule-name': 'reports' },
  },
  spec: {},
  status,
});

async function stepsOf(app: string, ...documents: readonly unknown[]) {
  const words = ['why', app, UNIT, ...(documents.length === 0 ? [] : ['-']), '-o', 'json'];
  const { stdout } = await kbt(words, { stdin: yamlOf(...documents) });
  const [chain] = JSON.parse(stdout).chains;
  const last = chain.steps.at(-1);
  return {
    failedAt: chain.failedAt,
    detail: last.detail,
    command: last.command,
    steps: chain.steps,
  };
}

describe('kbt why', () => {
  it('does not know where it goes, by options of which two are given', async () => {
    const other = config({ 'forward-to': 'kubernetes', schedule: '0 3 * * *' });
    const { steps } = await stepsOf('reports', KUBERNETES, other);
    expect(steps).toContainEqual(expect.objectContaining({ step: 'forwarded', state: 'unknown' }));
  });

  it.each([
    ['ledger', 'published', 'ledger has published no backup target in k8s-backup-target:6'],
    ['shop', 'valid', 'does not match the schema'],
    ['impostor', 'accepted', 'another relation publishes the same target'],
    ['nobody', 'related', 'integrator has no relation with nobody'],
  ])('finds of %s that it is not %s', async (app, failedAt, detail) => {
    const found = await stepsOf(app);
    expect(found).toMatchObject({ failedAt });
    expect(found.detail).toContain(detail);
  });

  it.each([
    [
      'forwarded',
      [config({ 'forward-to': 'kubernetes', schedule: '' })],
      'integrator has no schedule: backups are made on demand only',
      "juju config integrator schedule='0 2 * * *'",
    ],
    [
      'forwarded',
      [config({ 'forward-to': 'kubernetes', schedule: '0 0 31 2 *' })],
      "integrator's option schedule (0 0 31 2 *) never matches, so Velero treats it as overdue and starts a backup every minute",
      "juju config integrator schedule='0 2 * * *'",
    ],
    [
      'applied',
      [KUBERNETES, { ...schedule(), metadata: { name: 'other' } }],
      'has no Schedule',
      null,
    ],
    [
      'scheduled',
      [KUBERNETES, schedule({ paused: true })],
      'the Schedule is paused',
      'velero schedule unpause reports -n velero',
    ],
    [
      'scheduled',
      [KUBERNETES, schedule({}, { phase: 'FailedValidation', validationErrors: ['bad cron'] })],
      'Velero refused the Schedule: bad cron',
      null,
    ],
    [
      'last-backup',
      [KUBERNETES, schedule(), backup({ phase: 'PartiallyFailed', errors: 3 })],
      'reports-1 is PartiallyFailed: 3 errors',
      'velero backup logs reports-1 -n velero',
    ],
  ])('ends at %s and says what to do', async (failedAt, documents, detail, command) => {
    const found = await stepsOf('reports', ...documents);
    expect(found).toMatchObject({ failedAt, command });
    expect(found.detail).toContain(detail);
  });

  it('fails nowhere when the last Backup is done, or none is due yet', async () => {
    const done = backup({ phase: 'Completed', startTimestamp: '2026-01-15T02:00:00Z' });
    expect(await stepsOf('reports', KUBERNETES, schedule(), done)).toMatchObject({
      failedAt: null,
      detail: 'reports-1 completed, 8 h ago',
    });
    expect(await stepsOf('reports', KUBERNETES, schedule())).toMatchObject({
      failedAt: null,
      detail: 'none yet: the first is due at the next run',
    });
  });

  it('says of every step what is missing instead of guessing', async () => {
    const { failedAt, steps } = await stepsOf('wordpress');
    expect(failedAt).toBeNull();
    expect(steps.map(({ state }: { state: string }) => state)).toEqual([
      ...['ok', 'ok', 'ok', 'ok'],
      ...['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ]);
    expect(steps[4]).toMatchObject({ command: 'juju show-unit velero-operator/0' });
  });

  it('names the relations that may be with an application without units', async () => {
    const unit = {
      'integrator/0': {
        'relation-info': [
          {
            'relation-id': 9,
            endpoint: 'k8s-backup-target',
            'related-endpoint': 'backup',
            'application-data': {},
          },
        ],
      },
    };
    const { stdout } = await kbt(['why', 'shop'], { stdin: JSON.stringify(unit) });
    expect(stdout).toContain('k8s-backup-target:9 may be with it: show-unit names no application');
  });
});

describe('kbt doctor', () => {
  const findings = async (...documents: readonly unknown[]) => {
    const { stdout } = await kbt(['doctor', '-', '-o', 'json'], { stdin: yamlOf(...documents) });
    const found: { check: string; state: string }[] = JSON.parse(stdout).findings;
    return found.map(({ check, state }) => `${state} ${check}`);
  };

  it.each([
    ['warning cron-every-minute', schedule({ schedule: '* * * * *' })],
    ['error cron-never-fires', schedule({ schedule: '0 0 31 2 *' })],
    ['error cron-range', schedule({ schedule: '61 * * * *' })],
    ['warning schedule-paused', schedule({ paused: true })],
    ['error duration-unreadable', schedule({ template: { ttl: '30d' } })],
    ['error schedule-refused', schedule({}, { phase: 'FailedValidation' })],
    [
      'error storage-location',
      {
        apiVersion: 'velero.io/v1',
        kind: 'BackupStorageLocation',
        status: { phase: 'Unavailable' },
      },
    ],
  ])('finds %s', async (expected, object) => {
    expect(await findings(object)).toContain(expected);
  });

  it('finds nothing in what is well', async () => {
    expect(await findings(schedule())).toEqual(['warning velero-version']);
  });
});
