import { afterEach, describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { config, healthyLab, type Lab, type RunningLab, runLab } from '../testing/lab.js';

let running: RunningLab | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** A lab with Velero in this namespace. */
function labIn(namespace: string): Lab {
  const lab = healthyLab();
  const all = [...lab.schedules, ...lab.backups, ...lab.storageLocations, ...lab.deployments];
  for (const { metadata } of all) metadata['namespace'] = namespace;
  return Object.assign(lab, { namespace });
}

async function statusOf(lab: Lab, ...words: readonly string[]) {
  running = await runLab(lab);
  const { env, words: labWords } = running;
  return kbt(['status', ...labWords, ...words, '-o', 'json'], { env });
}

describe("Velero's namespace", () => {
  it('is found where the usual one is empty', async () => {
    const { stdout, exitCode } = await statusOf(labIn('kubeflow'));
    expect(JSON.parse(stdout).applications).toMatchObject([{ app: 'db', state: 'protected' }]);
    expect(exitCode).toBe(0);
  });

  it('is not guessed where one is named', async () => {
    const { exitCode, stdout } = await statusOf(labIn('kubeflow'), '-n', 'velero');
    expect(JSON.parse(stdout).applications).toMatchObject([{ app: 'db', state: 'not-protected' }]);
    expect(exitCode).toBe(1);
  });

  it('must be named where there are several', async () => {
    const lab = labIn('team-a');
    const other = labIn('team-b').storageLocations;
    lab.storageLocations.push(...other);
    const { exitCode, stderr } = await statusOf(lab);
    expect(stderr).toContain('Velero is in the namespaces team-a, team-b of lab: name one with -n');
    expect(exitCode).toBe(2);
  });

  it('is the one in which the integrator applies Schedules', async () => {
    const lab = labIn('team-b');
    lab.juju['config integrator'] = config({ 'velero-namespace': 'team-b' });
    // What a search would find.
    for (const { metadata } of lab.storageLocations) metadata['namespace'] = 'elsewhere';
    const { stdout } = await statusOf(lab);
    expect(JSON.parse(stdout).applications).toMatchObject([{ app: 'db', state: 'protected' }]);
  });
});
