import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Schedule } from '@k8s-backup-target/velero';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Difference } from '../generated/output.js';
import { kbt } from '../testing/kbt.js';

const UNIT = 'juju-show-unit-integrator-0.json';

let folder = '';
let wanted: readonly Schedule[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kbt-diff-'));
  const words = ['render', '--to', 'schedule', UNIT, '--schedule', '@daily', '-o', 'json'];
  wanted = JSON.parse((await kbt(words)).stdout).items;
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The states by application, of what is wanted next to these Schedules. */
async function diff(schedules: readonly unknown[]): Promise<Record<string, Difference>> {
  const file = join(folder, 'schedules.json');
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: schedules }));
  const { stdout } = await kbt(['diff', UNIT, file, '--schedule', '@daily', '-o', 'json']);
  const { differences }: { differences: Difference[] } = JSON.parse(stdout);
  return Object.fromEntries(differences.map((one) => [one.app ?? one.name, one]));
}

function scheduleOf(app: string): Schedule {
  const schedule = wanted.find(({ metadata }) => metadata.labels['app'] === app);
  if (schedule === undefined) throw new Error(`${app} has no Schedule`);
  return schedule;
}

function labelled(schedule: Schedule, labels: Readonly<Record<string, string>>): Schedule {
  const { metadata } = schedule;
  return { ...schedule, metadata: { ...metadata, labels: { ...metadata.labels, ...labels } } };
}

describe('kbt diff', () => {
  it('says same of what is as it is wanted, and missing of what is not there', async () => {
    const { wordpress, billing } = await diff([scheduleOf('wordpress')]);
    expect([wordpress?.state, billing?.state]).toEqual(['same', 'missing']);
  });

  it('says stale of what differs, and in what', async () => {
    const schedule = scheduleOf('wordpress');
    const other = { ...schedule, spec: { ...schedule.spec, schedule: '@weekly' } };
    expect((await diff([other]))['wordpress']).toMatchObject({
      state: 'stale',
      changes: [{ path: '/spec/schedule', wanted: '"@daily"', found: '"@weekly"' }],
    });
  });

  it('is no agreement while a target is refused or nothing is published, which it names', async () => {
    const file = join(folder, 'schedules.json');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: wanted }));
    const words = ['diff', UNIT, file, '--schedule', '@daily'];
    const { exitCode, stdout, stderr } = await kbt(words);
    expect(stdout).not.toMatch(/^(?:missing|stale|foreign)/m);
    expect(stderr).toContain('skipped: shop: refused: see kbt why shop\n');
    expect(stderr).toContain('skipped: ledger: nothing-published: see kbt why ledger\n');
    expect(exitCode).toBe(1);
    const chosen = await kbt([...words, '-l', 'app=wordpress']);
    expect([chosen.exitCode, chosen.stderr]).toEqual([0, '']);
  });

  it('says duplicate of a second Schedule of a target, whose own is judged', async () => {
    const own = scheduleOf('wordpress');
    const other = { ...own, metadata: { ...own.metadata, name: 'aaa-by-hand' } };
    const file = join(folder, 'schedules.json');
    writeFileSync(file, JSON.stringify({ kind: 'List', items: [other, own] }));
    const words = ['diff', UNIT, file, '--schedule', '@daily'];
    const { stdout } = await kbt(words);
    expect(stdout).toMatch(/^same +wordpress +velero\/wordpress-\w+ /m);
    expect(stdout).toMatch(/^duplicate +wordpress +velero\/aaa-by-hand +a further Schedule/m);
  });

  it("says foreign of somebody else's Schedule that has the name", async () => {
    const theirs = labelled(scheduleOf('wordpress'), { 'managed-by': 'other' });
    expect((await diff([theirs]))['wordpress']).toMatchObject({
      state: 'foreign',
      owner: 'other',
      detail: 'has the name, and is managed by other',
    });
  });

  it('says held-back of the Schedule of a target that is refused now', async () => {
    const schedule = labelled(scheduleOf('wordpress'), { app: 'shop' });
    const before = { ...schedule, metadata: { ...schedule.metadata, name: 'shop-before' } };
    expect((await diff([before]))['shop']).toMatchObject({ state: 'held-back' });
  });

  it('says orphaned of a Schedule that is no longer asked for', async () => {
    const schedule = labelled(scheduleOf('wordpress'), { app: 'gone' });
    const left = { ...schedule, metadata: { ...schedule.metadata, name: 'gone-before' } };
    expect((await diff([left]))['gone']).toMatchObject({
      state: 'orphaned',
      detail: 'no application of the input requests it any more',
    });
  });

  it('says nothing of a Schedule of another integrator', async () => {
    const theirs = { app: 'gone', 'managed-by': 'other.0123456789abcdef' };
    const schedule = labelled(scheduleOf('wordpress'), theirs);
    const left = { ...schedule, metadata: { ...schedule.metadata, name: 'gone-before' } };
    expect((await diff([left]))['gone']).toBeUndefined();
  });

  it('needs the targets: without them everything in the cluster would be orphaned', async () => {
    const { exitCode, stdout, stderr } = await kbt(['diff', 'velero.json']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain("diff needs the targets: name the requirer's unit with --unit");
  });

  it('takes an empty list for a cluster without Schedules', async () => {
    expect((await diff([]))['wordpress']).toMatchObject({ state: 'missing' });
  });
});
