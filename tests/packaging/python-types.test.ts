/** The types of the installed Python packages, as pyright in strict mode shows them to charm authors. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { run } from '@k8s-backup-target/tools/run';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { packPython } from '../../scripts/release/pack-python.js';
import { announced, diagnose } from './pyright.js';
import { makePythonEnvironment } from './python-environment.js';
import { CONSUMER, ROOT, SOURCE } from './repository.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

let folder = '';
let python = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'python-types-'));
  const packed = await packPython(ROOT, join(folder, 'packed'), SOURCE);
  python = await makePythonEnvironment(join(folder, 'environment'), [
    `${packed.get('python')?.wheel}[testing]`,
    packed.get('python-compat')?.wheel ?? '',
  ]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs pyright on a consumer, by default with the packed packages. */
function check(consumer: string, interpreter = python): ReturnType<typeof diagnose> {
  return diagnose(interpreter, consumer, mkdtempSync(join(folder, 'project-')));
}

describe('k8s_backup_target', () => {
  it('fits charms with every kind of spec, both roles, lint, Velero and the helpers for tests', () => {
    expect(check('charms.py')).toEqual([]);
  });

  it('does for those charms what its types say', async () => {
    const output = await run(folder, [python, '-I', join(CONSUMER, 'charms.py')]);
    expect(output).toContain("published to backup:1 0 ['backup']\n");
    expect(output).toContain("targets /backup_targets/0 False {'app': 'db'");
    expect(output).toContain(
      'more-targets /backup_targets/0 required error True lacks the required',
    );
    expect(output).toContain("72h0m0s ['warning  backs-up-everything']\n");
  });

  it('shows the type checker every misuse, and no other line', () => {
    const errors = announced('misuse.py');
    expect(errors.length).toBeGreaterThan(40);
    expect(check('misuse.py')).toEqual(errors);
  });
});

describe("charms annotated with the reference's types", () => {
  it('fit the reference', () => {
    expect(check('for_reference.py', join(ROOT, PYTHON))).toEqual([]);
  });

  it('fit the drop-in', () => {
    expect(check('for_reference.py')).toEqual([]);
  });
});
