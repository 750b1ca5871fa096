import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { veleroObject } from '../testing/recorded-runs.js';

const SPEC = { includedNamespaces: ['wordpress'], csiSnapshotTimeout: '1d' };

describe('a Backup or Schedule that Velero cannot read', () => {
  it.each([
    [veleroObject('Backup', SPEC), '/spec/csiSnapshotTimeout'],
    [
      veleroObject('Schedule', { schedule: '@daily', template: SPEC }),
      '/spec/template/csiSnapshotTimeout',
    ],
  ])('has no preview: it never runs', async (object, place) => {
    const stdin = JSON.stringify(object);
    const { exitCode, stderr } = await kbt(['preview', '-', 'inventory.json'], { stdin });
    expect(stderr).toContain(`: ${place} is not a duration that Velero can read`);
    expect(exitCode).toBe(2);
  });
});
