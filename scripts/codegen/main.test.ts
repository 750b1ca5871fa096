import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { GENERATED_FOLDERS, INPUT_FILES, README_FILE, render, SCHEMA_FILE } from './render.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FRESH = 'codegen: 49 files are fresh\n';
const MEND = 'codegen: run `npm run codegen` and commit the result\n';
const TYPES = 'packages/schema/src/generated/types.ts';
const READ_MODELS = 'packages/python/src/k8s_backup_target/_generated/read.py';

const copies: string[] = [];

afterEach(async () => {
  for (const copy of copies.splice(0)) await rm(copy, { recursive: true });
});

/** A copy of what codegen reads and writes. */
async function copyOfTree(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'codegen-'));
  copies.push(copy);
  // Some files are in a folder that another generator writes to as well.
  const written = [...(await render(read)).keys()];
  for (const path of [...GENERATED_FOLDERS, ...INPUT_FILES, ...written]) {
    await cp(join(ROOT, path), join(copy, path), { recursive: true });
  }
  return copy;
}

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function codegen(...args: readonly string[]): Promise<Run> {
  const command = ['--import', 'tsx', 'scripts/codegen/main.ts', ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** Every file below `folder` with its text and its time of change. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const pairs = files.map(async (file) => {
    const path = join(file.parentPath, file.name);
    return [path, `${(await stat(path)).mtimeMs} ${await readFile(path, 'utf8')}`];
  });
  return Object.fromEntries(await Promise.all(pairs));
}

describe('codegen --check', () => {
  it('exits 0 on the tree as it is committed', async () => {
    expect(await codegen('--check')).toEqual({ code: 0, stdout: '', stderr: FRESH });
  });

  it('exits 1, names each stale, missing and surplus file, and changes nothing', async () => {
    const copy = await copyOfTree();
    await writeFile(join(copy, TYPES), '// edited by hand\n');
    await rm(join(copy, READ_MODELS));
    await writeFile(join(copy, 'packages/lint/src/generated/other.ts'), '');
    await writeFile(join(copy, 'packages/schema/src/generated/old.ts'), '');
    const before = await filesIn(copy);
    expect(await codegen('--check', '--root', copy)).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        'codegen: surplus: packages/schema/src/generated/old.ts\n',
        'codegen: surplus: packages/lint/src/generated/other.ts\n',
        `codegen: stale: ${TYPES}\n`,
        `codegen: missing: ${READ_MODELS}\n`,
        MEND,
      ].join(''),
    });
    expect(await filesIn(copy)).toEqual(before);
  });

  it('sees that the schema changed: every file made from the changed part is stale', async () => {
    const copy = await copyOfTree();
    const text = await readFile(join(copy, SCHEMA_FILE), 'utf8');
    await writeFile(
      join(copy, SCHEMA_FILE),
      text.replace('Null means no selector.', 'Null means none.'),
    );
    const { code, stderr } = await codegen('--check', '--root', copy);
    expect(code).toBe(1);
    expect(stderr.match(/stale: \S+/g)?.map((line) => line.split('/').at(-1))).toEqual([
      'k8s_backup_target.schema.json',
      'types.ts',
      'read.py',
      'README.md',
    ]);
  });
});

describe('codegen', () => {
  it('makes a tree fresh, removes what is surplus, and leaves fresh files alone', async () => {
    const copy = await copyOfTree();
    await writeFile(join(copy, TYPES), '');
    await rm(join(copy, 'packages/python'), { recursive: true });
    await writeFile(join(copy, 'packages/schema/src/generated/old.ts'), '');
    await mkdir(join(copy, 'packages/schema/src/generated/folder'));
    const untouched = join(copy, 'packages/schema/src/generated/normalize.ts');
    const before = await stat(untouched);
    expect(await codegen('--root', copy)).toEqual({ code: 0, stdout: FRESH, stderr: '' });
    expect((await stat(untouched)).mtimeMs).toBe(before.mtimeMs);
    expect(await codegen('--check', '--root', copy)).toMatchObject({ code: 0 });
    for (const path of [TYPES, READ_MODELS]) {
      expect(await readFile(join(copy, path), 'utf8')).toBe(
        await readFile(join(ROOT, path), 'utf8'),
      );
    }
  });

  it('exits 2 with file, pointer and reason for a schema outside the dialect, and writes nothing', async () => {
    const copy = await copyOfTree();
    const schema = JSON.parse(await readFile(join(copy, SCHEMA_FILE), 'utf8'));
    schema.$defs.K8sBackupTargetSpec.properties.ttl.format = 'duration';
    await writeFile(join(copy, SCHEMA_FILE), JSON.stringify(schema));
    const before = await filesIn(copy);
    const runs = [codegen('--check', '--root', copy), codegen('--root', copy)];
    for (const run of await Promise.all(runs)) {
      expect(run).toEqual({
        code: 2,
        stdout: '',
        stderr: [
          'codegen: the schema leaves the dialect that all generators honour:\n',
          `  ${SCHEMA_FILE}#/$defs/K8sBackupTargetSpec/properties/ttl/format: `,
          'keyword "format" is outside the dialect here\n',
        ].join(''),
      });
    }
    expect(await filesIn(copy)).toEqual(before);
  });

  it('exits 2 and names the file when the schema is missing or not JSON, or an option is unknown', async () => {
    const copy = await copyOfTree();
    await writeFile(join(copy, SCHEMA_FILE), '{');
    const broken = await codegen('--root', copy);
    expect(broken).toMatchObject({ code: 2, stdout: '' });
    expect(broken.stderr).toContain(`codegen: ${SCHEMA_FILE} is not JSON`);
    await rm(join(copy, SCHEMA_FILE));
    const missing = await codegen('--root', copy);
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toContain(SCHEMA_FILE);
    expect(await codegen('--chekc')).toMatchObject({ code: 2, stdout: '' });
  });
});

function read(path: string): Promise<string> {
  return readFile(join(ROOT, path), 'utf8');
}

describe('render', () => {
  it('gives the same bytes on every run, without a date or a path of the machine', async () => {
    const [first, second] = [await render(read), await render(read)];
    expect([...second]).toEqual([...first]);
    expect(first.size).toBe(49);
    for (const [path, text] of first) {
      expect(text, path).not.toContain(ROOT);
      expect(text, path).not.toMatch(/\b20\d\d-\d\d-\d\d(?!\/)\b(?!\/schema)/);
      expect(text.endsWith('\n'), path).toBe(true);
      expect(text, path).not.toContain('\r');
    }
  });

  it('says in each generated source what made it and how to make it again', async () => {
    for (const [path, text] of await render(read)) {
      if (/\.(?:ts|py)$/.test(path)) expect(text.slice(0, 300), path).toContain('npm run codegen');
    }
  });

  it('keeps a document around its tables, and throws when the markers are missing', async () => {
    const readme = await read(README_FILE);
    const withReadme = (text: string) => (path: string) =>
      path === README_FILE ? Promise.resolve(text) : read(path);
    const framed = (await render(withReadme(`Before.\n${readme}After.\n`))).get(README_FILE);
    expect(framed).toBe(`Before.\n${readme}After.\n`);
    await expect(render(withReadme('# No markers'))).rejects.toThrow('lacks "<!-- fields');
  });
});
