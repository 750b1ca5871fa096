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
    expect(newer.exitCode).toBe(0);
    expect(newer.stderr).not.toContain(reason);
  });

  it('names the targets that it leaves out, and exits 1', async () => {
    const unit = 'juju-show-unit-integrator-0.json';
    const { exitCode, stderr } = await kbt(['render', unit, '--schedule', '@daily']);
    expect(stderr).toContain('skipped: shop: refused: see kbt why shop');
    expect(stderr).toContain('skipped: ledger: nothing-published: see kbt why ledger');
    expect(exitCode).toBe(1);
    const one = await kbt(['render', unit, '--schedule', '@daily', '--app', 'wordpress']);
    expect(one.exitCode).toBe(0);
    expect(one.stderr).not.toContain('skipped');
  });

  it('says that it is by hand, unless it is made as the integrator makes it', async () => {
    const unit = ['render', 'juju-show-unit-integrator-0.json', '--app', 'wordpress'];
    const files = ['juju-show-model.json', 'juju-config-integrator.json'];
    const byHand = await kbt([...unit, '--schedule', '@daily']);
    expect(byHand.stdout).toContain('managed-by: kbt');
    expect(byHand.stderr).toContain("an integrator treats it as someone else's");
    const own = await kbt([...unit, ...files]);
    expect(own.stdout).toContain('managed-by: integrator.b72df25f36068471');
    expect(own.stderr).toBe('');
    const config = await kbt([...unit, '--to', 'velero-backup-config', '--schedule', '@daily']);
    expect(config.stderr).toBe('');
  });

  it('makes Schedules of which a preview takes the one of an application', async () => {
    const unit = 'juju-show-unit-integrator-0.json';
    const { stdout } = await kbt(['render', unit, '--schedule', '@daily']);
    const words = ['preview', '-', 'inventory.json', '--app'];
    const previewed = await kbt([...words, 'wordpress'], { stdin: stdout });
    expect(previewed.stdout).toMatch(/^It will be Completed, with \d+ of 18 objects/);
    expect((await kbt([...words, 'nobody'], { stdin: stdout })).exitCode).toBe(2);
  });
});
