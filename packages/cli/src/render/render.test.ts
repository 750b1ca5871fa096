import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const RENDER = ['render', '-', '--app', 'shop', '--juju-model', 'm'];

describe('kbt render', () => {
  it.each([
    ['{"ttl": "1d"}', '0 0 * * 7', 'has the day of week "7"'],
    ['{"include_namespaces": ["app-?"]}', '0 2 * * *', 'refuses in a namespace'],
  ])('makes nothing that the release refuses: %s at %s', async (stdin, cron, reason) => {
    const words = [...RENDER, '--schedule', cron, '--velero-version'];
    const older = await kbt([...words, '1.17.2'], { stdin });
    expect([older.exitCode, older.stdout]).toEqual([1, expect.stringContaining('items: []')]);
    expect(older.stderr).toContain(reason);
    const newer = await kbt([...words, '1.18.3'], { stdin });
    expect([newer.exitCode, newer.stderr]).toEqual([0, '']);
  });
});
