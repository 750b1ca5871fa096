import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../command-line/commands.js';
import { kbt } from '../testing/kbt.js';
import { NEEDS } from './needs.js';

describe('kbt rbac', () => {
  it('prints one role for what is in the namespace of Velero', async () => {
    const { exitCode, stdout, stderr } = await kbt(['rbac', 'backups', 'diff', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'ClusterRole',
      metadata: { name: 'kbt-velero' },
      rules: [
        { apiGroups: ['velero.io'], resources: ['schedules', 'backups'], verbs: ['list'] },
        { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list'] },
      ],
    });
    expect(stderr).toContain('kubectl create rolebinding kbt-velero -n velero');
    expect(exitCode).toBe(0);
  });

  it('prints a second one for inventories', async () => {
    const { stdout, stderr } = await kbt(['rbac', 'coverage', '-n', 'backup', '-o', 'json']);
    const { kind, items } = JSON.parse(stdout);
    expect(kind).toBe('List');
    expect(items[1].rules).toEqual([{ apiGroups: ['*'], resources: ['*'], verbs: ['list'] }]);
    expect(stderr).toContain('rolebinding kbt-velero -n backup');
    expect(stderr).toContain('clusterrolebinding kbt-inventory');
  });

  it('knows every command that can be given a context', () => {
    const reading = COMMANDS.filter(({ options }) =>
      options.some(({ flags }) => flags.startsWith('--context')),
    );
    expect(reading.map(({ name }) => name).sort()).toEqual(Object.keys(NEEDS).sort());
  });

  it('names a command that is spelt nearly so', async () => {
    const { exitCode, stderr } = await kbt(['rbac', 'statis']);
    expect(stderr).toContain('no cluster is read by statis: did you mean status?');
    expect(exitCode).toBe(2);
  });
});
