import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const cwd = fileURLToPath(new URL('test-data', import.meta.url));
const EXAMPLES = '../../../examples';

async function states(words: readonly string[]) {
  const { exitCode, stdout } = await kbt(['targets', ...words, '-o', 'json'], { cwd });
  const { targets }: { targets: { app: string; state: string; problems: { rule: string }[] }[] } =
    JSON.parse(stdout);
  return { exitCode, rows: targets.map(({ app, state }) => `${app} ${state}`), targets };
}

describe("velero_backup_config at velero-operator's unit", () => {
  it.each([
    ['velero-operator-new-lib.yaml', ['kubeflow-profiles refused']],
    ['velero-operator-old-lib.yaml', ['minio refused']],
    ['velero-operator.yaml', ['kubeflow-profiles refused', 'minio warning']],
  ])('shows who hands over a backup, and that Velero reads no days: %s', async (file, expected) => {
    const { exitCode, rows, targets } = await states([file]);
    expect(rows).toEqual(expected);
    expect(targets[0]?.problems.map(({ rule }) => rule)).toContain('duration-unreadable');
    expect(exitCode).toBe(1);
    const { stdout, exitCode: validated } = await kbt(['validate', file, '-o', 'json'], { cwd });
    const { problems }: { problems: { rule: string; inner: string; severity: string }[] } =
      JSON.parse(stdout);
    expect(problems).toContainEqual(
      expect.objectContaining({ rule: 'duration-unreadable', inner: '/ttl', severity: 'error' }),
    );
    expect(validated).toBe(1);
  });

  it('is followed by why without an integrator', async () => {
    const { stdout } = await kbt(['why', 'minio', 'velero-operator.yaml'], { cwd });
    expect(stdout).toContain('velero-operator/0 has received it by velero_backup_config');
  });

  it('is not a second target where an integrator hands on its own', async () => {
    const files = ['juju-show-unit-integrator-0.yaml', 'juju-show-unit-velero-operator-0.json'];
    const { rows } = await states(files.map((name) => `${EXAMPLES}/${name}`));
    expect(rows.filter((row) => row.startsWith('wordpress '))).toHaveLength(1);
  });
});
