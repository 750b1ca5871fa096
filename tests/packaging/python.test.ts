/** The Python package as users get it: wheel and sdist, each installed into a fresh environment, and used. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { withAbsoluteLinks } from '../../scripts/release/absolute-links.js';
import { packPython } from '../../scripts/release/pack-python.js';
import { diagnose } from './pyright.js';
import {
  filesOfSdist,
  filesOfWheel,
  makePythonEnvironment,
  metadataOfWheel,
  requirementsIn,
  runPython,
} from './python-environment.js';
import { CONSUMER, manifestOf, ROOT, SOURCE } from './repository.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const MODULE = 'k8s_backup_target';
const { version } = manifestOf('schema');
const DIST_INFO = `${MODULE}-${version}.dist-info`;

let folder = '';
let packed = { sdist: '', wheel: '' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'python-package-'));
  cpSync(join(CONSUMER, 'consumer.py'), join(folder, 'project/consumer.py'));
  packed = (await packPython(ROOT, join(folder, 'packed'), SOURCE)).get('python') ?? packed;
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The modules of the source tree, relative to its `src`. */
async function sources(): Promise<string[]> {
  const listing = await run(join(ROOT, 'packages/python/src'), [
    'git',
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
  ]);
  return listing.trim().split('\n');
}

describe('the wheel', () => {
  it('holds the modules, the metadata and the licence, and nothing else', async () => {
    const files = await filesOfWheel(packed.wheel);
    const metadata = ['METADATA', 'RECORD', 'WHEEL', 'licenses/LICENSE'];
    const expected = [...(await sources()), ...metadata.map((name) => `${DIST_INFO}/${name}`)];
    expect(files).toEqual(expected.sort());
    expect(files).toContain(`${MODULE}/py.typed`);
  });
});

describe('the sdist', () => {
  it('holds the modules and their tests, the metadata and the licence, and nothing else', async () => {
    const files = await filesOfSdist(packed.sdist);
    const modules = (await sources()).map((path) => `src/${path}`);
    const metadata = ['LICENSE', 'PKG-INFO', 'README.md', 'pyproject.toml'];
    expect(files).toEqual(expect.arrayContaining([...modules, ...metadata]));
    const known = new Set([...modules, ...metadata, '.gitignore', 'tests/public_api.txt']);
    expect(files.filter((path) => !known.has(path) && !/^tests\/\w+\.py$/.test(path))).toEqual([]);
  });
});

/** The oldest Pydantic that the package claims, where it comes compiled for this Python. */
async function oldestPydantic(): Promise<string[]> {
  const minor = await runPython('python3', 'import sys; print(sys.version_info.minor)');
  return Number(minor) <= 12 ? ['pydantic==2.6.0'] : [];
}

describe.each(['wheel', 'sdist'] as const)('a project with the %s', (kind) => {
  let python = '';

  beforeAll(async () => {
    const pydantic = kind === 'sdist' ? await oldestPydantic() : [];
    python = await makePythonEnvironment(join(folder, kind), [packed[kind], ...pydantic]);
  });

  it('publishes, reads and refuses', async () => {
    // Isolated, so nothing but the environment can be imported.
    const output = await run(join(folder, 'project'), [python, '-I', 'consumer.py']);
    expect(output).toMatch(/^db 72h 0 the value .*exclude_namespace/);
  });

  it('gets the licence and the version', async () => {
    const code =
      'import importlib.metadata as m; d = m.metadata("k8s-backup-target"); ' +
      'print(d["Version"], d["License-Expression"], d["License-File"])';
    expect(await runPython(python, code)).toBe(`${version} Apache-2.0 LICENSE`);
    const located = 'import k8s_backup_target as k; print(k.__file__)';
    expect(await runPython(python, located)).toContain(folder);
  });

  it('has Pydantic and no ops without an extra', async () => {
    const code =
      'from importlib.util import find_spec as f; print(f("pydantic") is None, f("ops"))';
    expect(await runPython(python, code)).toBe('False None');
  });

  it('passes pyright in strict mode', () => {
    expect(diagnose(python, 'consumer.py', join(folder, `types-${kind}`))).toEqual([]);
  });
});

describe("the wheel's metadata", () => {
  let metadata = '';

  beforeAll(async () => {
    metadata = await metadataOfWheel(packed.wheel);
  });

  it('say where the package comes from, as the release was told', () => {
    const { address, tag } = SOURCE;
    expect(metadata).toContain(`Project-URL: Repository, ${address}\n`);
    expect(metadata).toContain(`Project-URL: Issues, ${address}/issues\n`);
    expect(metadata).toContain(`/${tag}/packages/python/CHANGELOG.md\n`);
    expect(metadata).toMatch(/^Author: .+$/m);
    expect(metadata).toMatch(/^Keywords: .*kubernetes/m);
  });

  it('name the versions that the package is for, and what its extras bring', () => {
    expect(requirementsIn(metadata).sort()).toEqual([
      'Provides-Extra: ops',
      'Provides-Extra: testing',
      "Requires-Dist: ops<4,>=3.0; extra == 'ops'",
      "Requires-Dist: ops[testing]<4,>=3.0; extra == 'testing'",
      'Requires-Dist: pydantic<3,>=2.6',
      'Requires-Python: >=3.10',
    ]);
  });

  it('have the README as description, with links that hold wherever it is read', () => {
    expect(metadata).toContain('Description-Content-Type: text/markdown');
    const readme = readFileSync(join(ROOT, 'packages/python/README.md'), 'utf8');
    const origin = { ...SOURCE, folder: 'packages/python' };
    expect(metadata).toContain(withAbsoluteLinks(readme, ROOT, origin));
  });
});
