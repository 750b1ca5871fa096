import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

describe('kbt preview --why', () => {
  it.each([
    'deployments/wordpress/web',
    'deployments.apps/wordpress/web',
    'deployment/wordpress/web',
    'Deployment.apps/wordpress/web',
    'deploy/wordpress/web',
  ])('takes a type as kubectl does: %s', async (asked) => {
    const { stdout } = await kbt(['preview', 'new.yaml', 'inventory.json', '--why', asked]);
    expect(stdout).toMatch(/^deployments\.apps wordpress\/web is in the backup\./);
  });
});
