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
}

/** A cluster where wordpress' Schedule is due each night; now is 2026-01-15 10:07. */
async function cluster({ spec = {}, status = {}, backup }: Given): Promise<readonly string[]> {
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
    '/apis/apps/v1/namespaces/velero/deployments': { items: [] },
  });
  return ['--kubeconfig', api.kubeconfig];
}

async function overdue(given: Given): Promise<boolean> {
  const { stdout } = await kbt(['doctor', '-o', 'json', ...(await cluster(given))]);
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

  it('of which a Backup failed validation names a command that says why', async () => {
    const backup = { phase: 'FailedValidation', startTimestamp: '2026-01-15T02:00:12Z' };
    const words = await cluster({ backup });
    const { stdout } = await kbt(['why', 'wordpress', UNIT, ...words]);
    expect(stdout).toContain('$ velero backup describe nightly-1 -n velero');
  });
});
