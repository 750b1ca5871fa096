/** The drop-in for the reference as users get it: installed alone, alongside other charmlibs, and alongside the reference. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { run } from '@k8s-backup-target/tools/run';
import { snippets } from '@k8s-backup-target/tools/run-snippet';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type PythonFiles, packPython } from '../../scripts/release/pack-python.js';
import {
  copyPythonEnvironment,
  filesOfSdist,
  filesOfWheel,
  makePythonEnvironment,
  metadataOfWheel,
  pip,
  requirementsIn,
  runPython,
} from './python-environment.js';
import { CONSUMER, manifestOf, ROOT, SOURCE } from './repository.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const { version } = manifestOf('schema');
const LEAF = 'charmlibs/interfaces/k8s_backup_target';
const MODULES = ['__init__', '_alone', '_backup_target', '_schema', '_version'];
const FILES = [...MODULES.map((name) => `${LEAF}/${name}.py`), `${LEAF}/py.typed`];

const REFERENCE = 'charmlibs-interfaces-k8s-backup-target';
const DROP_IN = 'k8s-backup-target-compat';
/** Another distribution below `charmlibs.interfaces`. */
const NEIGHBOUR = 'charmlibs-interfaces-tracing==1.0.0';

/** The imports that the README shows. */
const [NAMES = ''] = snippets(join(ROOT, 'packages/python-compat/README.md'), 'python');

let folder = '';
let dropIn: PythonFiles = { sdist: '', wheel: '' };
/** The interpreter of an environment with the library alone. */
let library = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'python-compat-'));
  const packed = await packPython(ROOT, join(folder, 'packed'), SOURCE);
  dropIn = packed.get('python-compat') ?? dropIn;
  const wheel = packed.get('python')?.wheel ?? '';
  library = await makePythonEnvironment(join(folder, 'library'), [`${wheel}[testing]`]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the wheel', () => {
  it('holds the module, its metadata and the licence, and nothing in the folders that it shares', async () => {
    const metadata = ['METADATA', 'RECORD', 'WHEEL', 'licenses/LICENSE'];
    const distInfo = metadata.map(
      (name) => `k8s_backup_target_compat-${version}.dist-info/${name}`,
    );
    expect(await filesOfWheel(dropIn.wheel)).toEqual([...FILES, ...distInfo].sort());
  });

  it('requires the library of its own version', async () => {
    expect(requirementsIn(await metadataOfWheel(dropIn.wheel))).toEqual([
      'Requires-Python: >=3.10',
      `Requires-Dist: k8s-backup-target[ops]==${version}`,
    ]);
  });
});

it('has an sdist with the module, its tests, the metadata and the licence, and nothing else', async () => {
  const files = await filesOfSdist(dropIn.sdist);
  const metadata = ['LICENSE', 'PKG-INFO', 'README.md', 'pyproject.toml'];
  const modules = FILES.map((path) => `src/${path}`);
  expect(files).toEqual(expect.arrayContaining([...modules, ...metadata]));
  const known = new Set([...modules, ...metadata, '.gitignore']);
  expect(files.filter((path) => !known.has(path) && !/^tests\/\w+\.py$/.test(path))).toEqual([]);
});

/** Runs charms that were written for the reference, and returns what they print. */
function runCharms(python: string): Promise<string> {
  return run(ROOT, [python, '-I', join(CONSUMER, 'for_reference.py')]);
}

/** Makes an environment with the library and `requirements`. */
async function environment(name: string, ...requirements: string[]): Promise<string> {
  const python = copyPythonEnvironment(library, join(folder, name));
  await pip(python, 'install', ...requirements);
  return python;
}

describe('installed alone', () => {
  it.each(['wheel', 'sdist'] as const)(
    'from the %s, runs charms for the reference as the reference does',
    async (kind) => {
      const expected = await runCharms(join(ROOT, PYTHON));
      expect(expected).toContain('"ttl": "72h"');
      const python = await environment(kind, dropIn[kind]);
      expect(await runCharms(python)).toBe(expected);
      expect(await runPython(python, NAMES)).toBe('');
    },
  );
});

describe('alongside another distribution below charmlibs.interfaces', () => {
  it('is imported like that one, and stays when that one goes', async () => {
    const ours = 'from charmlibs.interfaces import k8s_backup_target as ours';
    const both = `${ours}; from charmlibs.interfaces import tracing; print(ours.__version__, tracing.__name__)`;
    const python = await environment('neighbour', dropIn.wheel, NEIGHBOUR);
    expect(await runPython(python, both)).toBe('0.1.0.post1 charmlibs.interfaces.tracing');
    await pip(python, 'uninstall', '--yes', 'charmlibs-interfaces-tracing');
    expect(await runPython(python, `${ours}; print(ours.__version__)`)).toBe('0.1.0.post1');
  });
});

/** The version of the reference that the project tests against. */
function reference(): string {
  const pinned = readFileSync(join(ROOT, 'tools/python/project.in'), 'utf8');
  const [line = ''] = pinned.split('\n').filter((each) => each.startsWith(`${REFERENCE}==`));
  return line;
}

/** The distribution whose module is imported: the classes of the drop-in are made of the library's. */
const WHOSE = `
from charmlibs.interfaces.k8s_backup_target import K8sBackupTargetProvider
print(K8sBackupTargetProvider.__mro__[1].__module__)
`;
const OURS = 'k8s_backup_target.charm._provider';
const THEIRS = 'ops.framework';

/** The README's check: it fails where the reference is not installed. */
const CHECK = ['show', REFERENCE] as const;

describe('alongside the reference', () => {
  const REFUSAL = new RegExp(
    `ImportError: ${REFERENCE} \\S+ and ${DROP_IN} are both installed.*run ` +
      `\`pip uninstall ${REFERENCE} ${DROP_IN}\`, then install the one you want`,
  );

  it('is refused when it is installed later, and works when both are removed and it is installed again', async () => {
    const python = await environment('later', reference());
    await pip(python, 'install', dropIn.wheel);
    await expect(runPython(python, WHOSE)).rejects.toThrow(REFUSAL);
    await pip(python, 'uninstall', '--yes', REFERENCE, DROP_IN);
    await pip(python, 'install', dropIn.wheel);
    expect(await runPython(python, WHOSE)).toBe(OURS);
    await expect(pip(python, ...CHECK)).rejects.toThrow('not found');
  });

  it('is refused when one command of pip installs both', async () => {
    const python = await environment('together', dropIn.wheel, reference());
    await expect(runPython(python, WHOSE)).rejects.toThrow(REFUSAL);
  });

  it('is overwritten when it is installed first, which pip show tells; removing the reference breaks it', async () => {
    const python = await environment('first', dropIn.wheel);
    await pip(python, 'install', reference());
    expect(await runPython(python, WHOSE)).toBe(THEIRS);
    await pip(python, ...CHECK);
    await pip(python, 'uninstall', '--yes', REFERENCE);
    await expect(runPython(python, WHOSE)).rejects.toThrow('cannot import name');
    await pip(python, 'install', '--force-reinstall', '--no-deps', dropIn.wheel);
    expect(await runPython(python, WHOSE)).toBe(OURS);
  });
});
