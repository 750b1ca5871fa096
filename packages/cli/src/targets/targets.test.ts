import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const cwd = new URL('../juju/test-data', import.meta.url).pathname;
const UNIT = 'juju-show-unit-integrator-0.json';

describe('kbt targets', () => {
  it('says whether accepted targets are protected, where there is a cluster', async () => {
    const files = ['model-a.json', 'config-integrator.json', 'model.json', 'states.json'];
    const { exitCode, stdout } = await kbt(['targets', ...files], { cwd });
    expect(stdout).toMatch(/^at-risk +Failed .* mysql .* ok .* 0 2 /m);
    expect(exitCode).toBe(1);
  });

  it('calls what it knows without one by its name, and says so', async () => {
    const { stdout, stderr } = await kbt(['targets', UNIT]);
    expect(stdout).toMatch(/^SPEC +APPLICATION/);
    expect(stdout).not.toContain('STATE');
    expect(stderr).toContain('no cluster was asked');
  });

  it('does not call it fine that nothing is related, unless the user does', async () => {
    const unit = {
      'integrator/0': { 'relation-info': [], 'provider-id': 'a', address: '10.1.1.1' },
    };
    const stdin = JSON.stringify(unit);
    const { exitCode, stdout } = await kbt(['targets', '-'], { stdin });
    expect([exitCode, stdout]).toEqual([2, 'No application is related for backups.\n']);
    expect((await kbt(['targets', '-', '--allow-unknown'], { stdin })).exitCode).toBe(0);
  });

  it('has one word in each cell but those on the right', async () => {
    const { stdout } = await kbt(['targets', UNIT, 'velero.json']);
    const [titles = '', ...rows] = stdout.trim().split('\n');
    const before = titles.indexOf('SCHEDULE');
    for (const row of rows) expect(row.slice(0, before)).toMatch(/^(?:\S+ +){8}$/);
  });

  it('writes times in seconds, as jq reads them', async () => {
    const { stdout } = await kbt(['targets', UNIT, 'velero.json', '-o', 'json']);
    const [{ schedule }] = JSON.parse(stdout).targets;
    expect(schedule.nextRun).toBe('2026-01-16T02:00:00Z');
    expect(schedule.lastBackup.at).toBe('2026-01-15T02:00:12Z');
  });
});
