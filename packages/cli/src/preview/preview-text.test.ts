import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const INVENTORY = 'inventory.json';

const preview = (stdin: string, ...words: readonly string[]) =>
  kbt(['preview', '-', INVENTORY, ...words], { stdin });

describe('kbt preview', () => {
  it('leads with what is saved, and then sums up what is not', async () => {
    const { stdout } = await kbt(['preview', 'new.yaml', INVENTORY]);
    const [saved, leftOut] = stdout.split('left out  14');
    expect(saved).toMatch(/^It will be Completed, with 4 of 18 objects/);
    expect(saved).not.toContain('configmaps');
    expect(leftOut).toContain('   8  its type is not among the included ones');
  });

  it('exits 1 for a Backup that would hold nothing', async () => {
    const { exitCode, stdout } = await preview('{"include_namespaces": ["nowhere-*"]}');
    expect(stdout).toMatch(/^It will be Completed, and hold nothing of the 18 objects/);
    expect(exitCode).toBe(1);
  });

  it('lists the objects of a namespace, and of one side', async () => {
    const words = ['--in', 'shop', '--in', 'wordpress', '--saved', '-o', 'json'];
    const { stdout } = await kbt(['preview', 'new.yaml', INVENTORY, ...words]);
    const { objects } = JSON.parse(stdout);
    expect(objects.map(({ key }: { key: string }) => key)).toEqual([
      'deployments.apps/wordpress/web',
      'persistentvolumeclaims/wordpress/data',
      'secrets/wordpress/db',
    ]);
    const list = await kbt(['preview', 'new.yaml', INVENTORY, '--in', 'shop', '--left-out']);
    expect(list.stdout.trim().split('\n')).toHaveLength(3);
    expect(list.stdout).toMatch(/^- deployments.apps\/shop\/api {2}its namespace/m);
  });

  it('names a namespace that is spelt nearly so', async () => {
    const { exitCode, stderr } = await preview('{}', '--in', 'shp');
    expect(stderr).toContain('nothing is in the namespace shp: did you mean shop?');
    expect(exitCode).toBe(2);
  });
});
