import { afterEach, describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { type RecordingApi, recordingApi } from '../testing/recording-api.js';

const VELERO = '/apis/velero.io/v1/namespaces/velero';
const UNIT = 'juju-show-unit-integrator-0.json';
const NAMED = 'velero.io/schedule-name';

let api: RecordingApi | undefined;

afterEach(async () => {
  await api?.close();
});

/** What the target of wordpress selects. */
const TEMPLATE = {
  includedNamespaces: ['wordpress'],
  includedResources: ['deployments', 'persistentvolumeclaims', 'persistentvolumes'],
  ttl: '720h0m0s',
};

interface Given {
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, string>>;
  readonly backup?: Readonly<Record<string, string>>;
  /** Of Velero's server. */
  readonly zone?: string;
}

/** A cluster where wordpress' Schedule is due each night; now is 2026-01-15 10:07. */
async function cluster({
  spec = {},
  status = {},
  backup,
  zone = 'UTC',
}: Given): Promise<readonly string[]> {
  const schedule = {
    metadata: {
      name: 'nightly',
      namespace: 'velero',
      creationTimestamp: '2026-01-01T12:00:00Z',
      labels: { app: 'wordpress', endpoint: 'backup', model: 'production' },
    },
    spec: { schedule: '0 2 * * *', template: TEMPLATE, ...spec },
    status,
  };
  const made = {
    metadata: { name: 'nightly-1', namespace: 'velero', labels: { [NAMED]: 'nightly' } },
    status: backup,
  };
  api = await recordingApi({
    [`${VELERO}/schedules`]: { items: [schedule] },
    [`${VELERO}/backups`]: { items: backup === undefined ? [] : [made] },
    [`${VELERO}/backupstoragelocations`]: {
      items: [{ metadata: { name: 'default' }, status: { phase: 'Available' } }],
    },
    '/apis/apps/v1/namespaces/velero/deployments': { items: [serverIn(zone)] },
  });
  return ['--kubeconfig', api.kubeconfig];
}

function serverIn(zone: string) {
  const image = 'velero/velero:v1.18.3';
  const container = { image, args: ['server'], env: [{ name: 'TZ', value: zone }] };
  return {
    metadata: { name: 'velero', namespace: 'velero' },
    spec: { template: { spec: { containers: [container] } } },
    status: { readyReplicas: 1 },
  };
}

async function overdue(given: Given, at?: string): Promise<boolean> {
  const env = at === undefined ? {} : { KBT_NOW: at };
  const { stdout } = await kbt(['doctor', '-o', 'json', ...(await cluster(given))], { env });
  await api?.close();
  const { findings }: { findings: { check: string }[] } = JSON.parse(stdout);
  return findings.some(({ check }) => check === 'schedule-overdue');
}

const completed = (startTimestamp: string) => ({ phase: 'Completed', startTimestamp });

describe('a Schedule', () => {
  it('that has left out its run is the reason why nothing is backed up', async () => {
    const words = await cluster({ backup: completed('2026-01-13T02:00:12Z') });
    const { exitCode, stdout } = await kbt(['why', 'wordpress', UNIT, ...words]);
    expect(stdout).toContain(
      '✗ last backup  the last is nightly-1, and the run of 2026-01-14 02:00 UTC was missed',
    );
    expect(exitCode).toBe(1);
  });

  it.each<[string, boolean, Given]>([
    ['has made none since it was created', true, {}],
    ['ran two nights ago', true, { backup: completed('2026-01-13T02:00:12Z') }],
    ['ran last night', false, { backup: completed('2026-01-15T02:00:12Z') }],
    ['skipped last night', false, { status: { lastSkipped: '2026-01-15T02:00:12Z' } }],
    ['is paused', false, { spec: { paused: true } }],
    ['is refused', false, { status: { phase: 'FailedValidation' } }],
    [
      'has a Backup under way',
      false,
      { backup: { phase: 'InProgress', startTimestamp: '2026-01-13T02:00:12Z' } },
    ],
  ])('that %s is overdue: %s', async (_, expected, given) => {
    expect(await overdue(given)).toBe(expected);
  });

  it.each([
    [
      'runs after the hour that is left out',
      '30 2 * * *',
      '2026-03-28T01:30:05Z',
      '2026-03-29T02:10:00Z',
      false,
    ],
    ['misses that run', '30 2 * * *', '2026-03-28T01:30:05Z', '2026-03-29T02:40:00Z', true],
    [
      'runs in summer as the clock there says',
      '30 3 * * *',
      '2026-03-29T01:30:05Z',
      '2026-03-30T01:10:00Z',
      false,
    ],
    ['misses one in summer', '30 3 * * *', '2026-03-29T01:30:05Z', '2026-03-30T02:40:00Z', true],
    [
      'runs in the hour that comes twice',
      '30 2 * * *',
      '2026-10-25T01:30:05Z',
      '2026-10-25T23:00:00Z',
      false,
    ],
  ])('that %s of another time zone', async (_, schedule, startTimestamp, at, expected) => {
    const zoned = `CRON_TZ=Europe/Berlin ${schedule}`;
    const backup = completed(startTimestamp);
    expect(await overdue({ spec: { schedule: zoned }, backup }, at)).toBe(expected);
    expect(await overdue({ spec: { schedule }, backup, zone: 'Europe/Berlin' }, at)).toBe(expected);
  });

  it('of which a Backup failed validation names a command that says why', async () => {
    const backup = { phase: 'FailedValidation', startTimestamp: '2026-01-15T02:00:12Z' };
    const words = await cluster({ backup });
    const { stdout } = await kbt(['why', 'wordpress', UNIT, ...words]);
    expect(stdout).toContain('$ velero backup describe nightly-1 -n velero');
  });
});
