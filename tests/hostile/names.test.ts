import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const PROGRAM = `
import { toSchedule, toVeleroBackupConfig } from '@k8s-backup-target/velero';
const names = 'é'.repeat(8 * 1024 * 1024 - 100);
for (const field of ['app', 'relation_name', 'model']) {
  const target = { app: 'a', relation_name: 'b', model: 'm', spec: {}, [field]: names };
  for (const convert of [toSchedule, toVeleroBackupConfig]) {
    try {
      convert(target, { cron: '0 2 * * *' }, { managedBy: 'charm', namespace: 'velero' });
    } catch (error) {
      console.log(field, error.code, error.message.length < 1000);
    }
  }
}
`;

describe('a name of 16 MiB', () => {
  it('is refused within 512 MiB', () => {
    const words = ['--max-old-space-size=400', '--conditions=@k8s-backup-target/source'];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...words, '--import', 'tsx', '--input-type=module', '--eval', PROGRAM],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout.split('\n').filter((line) => line !== '')).toEqual(
      ['app', 'relation_name', 'model'].map((field) => `${field} invalid-target true`),
    );
  });
});
