import { afterEach, describe, expect, it } from 'vitest';
import type { Protection } from '../generated/output.js';
import { kbt } from '../testing/kbt.js';
import {
  backup,
  config,
  healthyLab,
  type Lab,
  OWNER,
  type RunningLab,
  runLab,
} from '../testing/lab.js';
import { verdictsOn } from '../testing/verdicts.js';
import { FINE, UNKNOWN, WAYS } from '../testing/ways.js';

let running: RunningLab | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function verdicts(change: (lab: Lab) => void, ...more: readonly string[]) {
  const lab = healthyLab();
  change(lab);
  running = await runLab(lab);
  return verdictsOn(running, ...more);
}

describe('a lab in which all is well', () => {
  it.each(FINE)('is protected, with exit status 0, %s', async (_, change) => {
    const { state, exitCodes, failedAt } = await verdicts(change);
    expect({ state, exitCodes, failedAt }).toEqual({
      state: 'protected',
      exitCodes: [0, 0, 0],
      failedAt: null,
    });
    expect(OWNER).toMatch(/^integrator\./);
  });

  it('is not where the last good Backup is older than --max-age', async () => {
    const { state, exitCodes } = await verdicts(() => undefined, '--max-age', '6h');
    expect({ state, exitCode: exitCodes[0] }).toEqual({ state: 'not-protected', exitCode: 1 });
  });
});

describe('a Backup made by hand', () => {
  it.each(['Failed', 'FailedValidation'])(
    'that is %s does not put an application at risk',
    async (phase) => {
      const { state, exitCodes } = await verdicts(({ backups }) => {
        const made = backup('by-hand', '2026-01-15T08:00:00Z', { phase });
        const { 'velero.io/schedule-name': _, ...labels } = Object(made.metadata['labels']);
        backups.push({ ...made, metadata: { ...made.metadata, labels } });
      });
      // What has failed in the cluster is doctor's to name.
      expect({ state, exitCodes }).toEqual({ state: 'protected', exitCodes: [0, 0, 1] });
    },
  );
});

describe('a lab that is broken', () => {
  it('is so in at least 25 ways', () => {
    expect(WAYS.length + UNKNOWN.length).toBeGreaterThan(25);
  });

  it.each(WAYS)('is never green: %s', async (_, state, step, says, change) => {
    const found = await verdicts(change);
    expect(found).toMatchObject({ state, step, failedAt: step, exitCodes: [1, 1, 1] });
    expect(found.detail).toContain(says);
    expect(found.doctor).toContain(JSON.stringify(found.detail).slice(1, -1));
  });

  it.each(UNKNOWN)('is unknown, which is not fine: %s', async (_, step, change) => {
    const found = await verdicts(change);
    expect(found).toMatchObject({ state: 'unknown', step, failedAt: null, exitCodes: [2, 2, 2] });
  });

  it('is not green before its first Backup', async () => {
    const found = await verdicts((lab) => {
      for (const schedule of lab.schedules) {
        schedule.metadata['creationTimestamp'] = '2026-01-15T09:00:00Z';
        schedule.status = { phase: 'Enabled' };
      }
      lab.backups = [];
    });
    expect(found).toMatchObject({ state: 'not-protected', failedAt: null, exitCodes: [1, 1, 1] });
    expect(found.detail).toContain('none yet: the first is due at the next run');
  });

  it('is not green where nothing is related', async () => {
    const lab = healthyLab();
    lab.juju['show-unit integrator/0'] = {
      'integrator/0': { 'relation-info': [], 'provider-id': 'integrator-0', address: '10.1.1.1' },
    };
    // Nothing is there either: what was compared with nothing is not the same.
    lab.schedules = [];
    running = await runLab(lab);
    const { env, words } = running;
    for (const command of ['status', 'targets', 'diff']) {
      expect((await kbt([command, ...words], { env })).exitCode).toBe(2);
    }
  });

  it('is told by the options of its own model, where another has an integrator too', async () => {
    const lab = healthyLab();
    const { juju } = lab;
    const inModel = (name: string, schedule: string) => ({
      [`show-unit -m ${name} integrator/0`]: juju['show-unit integrator/0'],
      [`show-model ${name}`]: juju['show-model'],
      [`config -m ${name} integrator`]: config({ schedule }),
    });
    Object.assign(juju, inModel('a', '0 2 * * *'), inModel('b', ''));
    running = await runLab(lab);
    const { env, words } = running;
    const line = ['status', ...words, '-m', 'a', '-m', 'b', '-o', 'json'];
    const { applications } = JSON.parse((await kbt(line, { env })).stdout);
    const steps = applications.map(({ state, step }: Protection) => [state, step]);
    expect(steps).toEqual([
      ['at-risk', 'forwarded'],
      ['protected', null],
    ]);
  });

  it('is fine where the user allows what is not known', async () => {
    const lab = healthyLab();
    lab.deployments = [];
    running = await runLab(lab);
    const { env, words } = running;
    for (const command of ['status', 'targets', 'why db', 'doctor']) {
      const line = [...command.split(' '), ...words];
      expect((await kbt(line, { env })).exitCode).toBe(2);
      expect((await kbt([...line, '--allow-unknown'], { env })).exitCode).toBe(0);
    }
  });
});

describe('kbt status', () => {
  it('prints metrics of each application', async () => {
    running = await runLab(healthyLab());
    const { stdout } = await kbt(['status', ...running.words, '-o', 'prometheus'], {
      env: running.env,
    });
    const labels = 'app="db",model="prod",relation="k8s-backup-target:7"';
    expect(stdout).toContain(`kbt_application_state{${labels},state="protected"} 1\n`);
    expect(stdout).toContain(`kbt_application_state{${labels},state="at-risk"} 0\n`);
    expect(stdout).toContain(`kbt_last_good_backup_timestamp_seconds{${labels}} 1768442405\n`);
  });

  it('puts the worst first, and counts', async () => {
    const words = [
      'juju-show-unit-integrator-0.json',
      'juju-show-unit-velero-operator-0.json',
      'velero.json',
    ];
    const { stdout, exitCode } = await kbt(['status', ...words]);
    const states = stdout
      .split('\n')
      .slice(1)
      .map((line) => line.split(' ')[0]);
    expect(states.indexOf('at-risk')).toBeGreaterThan(states.lastIndexOf('not-protected'));
    expect(stdout).toMatch(/\n\d not-protected, 1 at-risk\nNot asked: .*\n$/);
    expect(exitCode).toBe(1);
  });

  it('refuses a --max-age that is not a duration', async () => {
    const { exitCode, stderr } = await kbt([
      'status',
      'juju-show-unit-integrator-0.json',
      '--max-age',
      '2 days',
    ]);
    expect(stderr).toContain('--max-age 2 days is not a duration');
    expect(exitCode).toBe(2);
  });
});
