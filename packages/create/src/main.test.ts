import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeTemplate } from '../templates.js';
import { main } from './main.js';
import { LANGUAGES, NAME_PLACE, ROLES, templateName } from './template.js';

let packageFolder: string;
let cwd: string;

beforeAll(() => {
  packageFolder = mkdtempSync(join(tmpdir(), 'create-package-'));
  writeFileSync(join(packageFolder, 'package.json'), '{ "version": "1.2.3" }');
  const folder = join(packageFolder, 'dist/templates');
  mkdirSync(folder, { recursive: true });
  for (const language of LANGUAGES) {
    for (const role of ROLES) {
      const template = JSON.stringify(makeTemplate('.', language, role));
      writeFileSync(join(folder, templateName(language, role)), template);
    }
  }
});

afterAll(() => rmSync(packageFolder, { recursive: true }));

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'create-'));
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

interface Ending {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program, in a terminal where `answers` are given: each to the next question. */
async function run(words: readonly string[], answers?: readonly string[]): Promise<Ending> {
  const terminal = { isTTY: answers !== undefined };
  const input = Object.assign(new PassThrough(), terminal);
  const output = Object.assign(new PassThrough(), terminal);
  const errors = new PassThrough();
  const texts = { stdout: '', stderr: '' };
  const left = [...(answers ?? [])];
  output.on('data', (chunk: Buffer) => {
    texts.stdout += chunk.toString();
    if (!/: $/.test(texts.stdout)) return;
    const answer = left.shift();
    if (answer === undefined) input.end();
    else input.write(`${answer}\n`);
  });
  errors.on('data', (chunk: Buffer) => {
    texts.stderr += chunk.toString();
  });
  const url = pathToFileURL(`${packageFolder}/`);
  const status = await main(words, { cwd, input, output, errors, packageFolder: url });
  return { status, ...texts };
}

const TS_PROVIDER = ['--language', 'ts', '--role', 'provider'];

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

describe('a new charm', () => {
  it.each(LANGUAGES.flatMap((language) => ROLES.map((role) => [language, role] as const)))(
    'in %s, as %s, is called as its folder and has no place left to fill',
    async (language, role) => {
      const { status, stderr } = await run(['my-charm', '--language', language, '--role', role]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const texts = filesOf(join(cwd, 'my-charm')).map((file) => readFileSync(file, 'utf8'));
      expect(texts.filter((text) => text.includes(NAME_PLACE))).toEqual([]);
      const charmcraft = readFileSync(join(cwd, 'my-charm/charmcraft.yaml'), 'utf8');
      expect(charmcraft).toMatch(/^name: my-charm$/m);
      expect(charmcraft).not.toContain('velero.io');
      for (const link of ['documentation', 'issues', 'source'])
        expect(charmcraft).toMatch(new RegExp(`^#   ${link}: `, 'm'));
      expect(existsSync(join(cwd, 'my-charm/.gitignore'))).toBe(true);
    },
  );

  it.each(ROLES)('in Python, as %s, pins what it needs by a lock of its own', async (role) => {
    await run(['my-charm', '--language', 'python', '--role', role]);
    const folder = join(cwd, 'my-charm');
    const project = readFileSync(join(folder, 'pyproject.toml'), 'utf8');
    expect(project).toMatch(/^dependencies = \["k8s-backup-target\[ops\]==/m);
    expect(project).toMatch(/^\[tool\.uv\]\npackage = false\n\n\[tool\.pytest/m);
    expect(project).not.toContain('[tool.uv.sources]');
    const names = filesOf(folder).map((file) => basename(file));
    expect(names).toContain('requirements-test.txt');
    for (const name of ['requirements.txt', 'uv.lock', 'Makefile'])
      expect(names).not.toContain(name);
  });

  it('can be started by Juju', async () => {
    await run(['my-charm', ...TS_PROVIDER]);
    expect(statSync(join(cwd, 'my-charm/dispatch')).mode & 0o111).toBe(0o111);
    expect(statSync(join(cwd, 'my-charm/charmcraft.yaml')).mode & 0o111).toBe(0);
  });

  it('can be made in a deeper folder, and in an empty one that is there', async () => {
    mkdirSync(join(cwd, 'charms/other'), { recursive: true });
    expect(await run(['charms/new/one', ...TS_PROVIDER])).toMatchObject({ status: 0 });
    const { status, stdout } = await run(['charms/other', ...TS_PROVIDER]);
    expect(status).toBe(0);
    expect(stdout).toContain('cd charms/other\n');
  });

  it('is not entered twice where it is made in the folder itself', async () => {
    cwd = join(cwd, 'here');
    mkdirSync(cwd);
    const { status, stdout } = await run(['.', ...TS_PROVIDER]);
    expect(status).toBe(0);
    expect(stdout).toContain('Made the charm here');
    expect(stdout).not.toContain('cd ');
  });
});

describe('what is refused', () => {
  async function refused(words: readonly string[]): Promise<string> {
    const before = filesOf(cwd);
    const { status, stdout, stderr } = await run(words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(filesOf(cwd)).toEqual(before);
    expect(stderr).toMatch(/^create: [^\n]+\nSee npm create \S+ -- --help\n$/);
    return stderr.slice('create: '.length).split('\n', 1)[0] ?? '';
  }

  it('is a folder that holds anything, hidden files too', async () => {
    mkdirSync(join(cwd, 'my-charm'));
    writeFileSync(join(cwd, 'my-charm/.git'), '');
    expect(await refused(['my-charm', ...TS_PROVIDER])).toMatch(
      /my-charm is not empty: it holds \.git\. Name a new folder; nothing is overwritten\.$/,
    );
  });

  it('is a file, and a folder in a file', async () => {
    writeFileSync(join(cwd, 'my-charm'), 'precious');
    expect(await refused(['my-charm', ...TS_PROVIDER])).toMatch(/is a file, or is in one/);
    expect(await refused(['my-charm/inner', ...TS_PROVIDER])).toMatch(/is a file, or is in one/);
    expect(readFileSync(join(cwd, 'my-charm'), 'utf8')).toBe('precious');
  });

  it('is a link that leads nowhere', async () => {
    symlinkSync('nowhere', join(cwd, 'my-charm'));
    expect(await refused(['my-charm', ...TS_PROVIDER])).toContain('my-charm');
  });

  it.each([
    ['My Charm', 'Try my-charm.'],
    ['my_charm', 'Try my-charm.'],
    ['my--charm', 'Try my-charm.'],
    ['1charm', 'Try charm.'],
    ['my-charm-2', 'has a letter after each hyphen'],
    ['-', 'cannot be'],
    ['%', '"%" cannot be'],
    ['ch\u00e4rm', 'cannot be'],
    ['a\nb', '"a\\nb" cannot be'],
    ['a'.repeat(51), 'The name has 51 characters.'],
  ])('is the name %j', async (name, message) => {
    expect(await refused([...TS_PROVIDER, '--', name])).toContain(message);
  });

  it.each([
    [['x', '--lang', 'ts'], "Unknown option '--lang'. The options are --language, --role"],
    [['x', '--language', 'rust'], '--language is ts or python, not "rust".'],
    [['x', '--role', 'requirer'], '--role is provider or integrator, not "requirer".'],
    [['x', '--role='], '--role is provider or integrator, not "".'],
    [['x', '--help=yes'], "Option '--help' does not take an argument"],
    [['x', 'y', ...TS_PROVIDER], 'One folder can be made at a time, not x, y.'],
    [['x'], 'Give --language ts|python and --role provider|integrator, or run it in a terminal.'],
    [TS_PROVIDER, 'Give a folder, or run it in a terminal.'],
  ])('is %j', async (words, message) => {
    expect(await refused(words)).toContain(message);
  });
});

describe('in a terminal', () => {
  it('asks for what is not given, and again after a wrong answer', async () => {
    const { status, stdout } = await run([], ['My Charm', 'my-charm', 'go', 'python', 'provider']);
    expect(status).toBe(0);
    expect(stdout).toContain('Try my-charm.');
    expect(stdout).toContain('It is ts or python, not "go".');
    expect(existsSync(join(cwd, 'my-charm/src/charm.py'))).toBe(true);
  });

  it('asks nothing where all is given', async () => {
    expect(await run(['my-charm', ...TS_PROVIDER], [])).toMatchObject({ status: 0 });
  });

  it('makes nothing when the answers end', async () => {
    const { status, stderr } = await run(['my-charm'], ['ts']);
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Nothing was made.'),
    });
    expect(existsSync(join(cwd, 'my-charm'))).toBe(false);
  });
});

it('says how it is used, and its version', async () => {
  const { status, stdout } = await run(['--help']);
  expect(status).toBe(0);
  for (const word of [...LANGUAGES, ...ROLES, '--language', '--role']) {
    expect(stdout).toContain(word);
  }
  expect(await run(['--version'])).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
});
