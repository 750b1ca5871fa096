import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildGoProgram } from '@k8s-backup-target/tools/go';
import { goSuite } from '@k8s-backup-target/tools/go-suite';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { run } from '@k8s-backup-target/tools/run';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = resolve(import.meta.dirname, '../..');
const WORKFLOWS = '.github/workflows';
const TEN_MINUTES = 600_000;

let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'workflows-'));
  cpSync(join(ROOT, '.github'), join(copy, '.github'), { recursive: true });
});

afterAll(() => {
  rmSync(copy, { recursive: true });
});

/** A workflow that both tools must refuse: a job that is not there, and code from a stranger's title. */
const FAULTY = [
  'on: pull_request_target',
  'jobs:',
  '  a:',
  '    needs: b',
  '    runs-on: ubuntu-24.04',
  '    steps:',
  `      - run: echo "\${{ github.event.pull_request.title }}"`,
].join('\n');

function plantFaultyWorkflow(): string {
  const file = join(copy, WORKFLOWS, 'faulty.yml');
  writeFileSync(file, `${FAULTY}\n`);
  return file;
}

const suite = goSuite('actionlint');

describe.skipIf(suite.isSkipped)(suite.title, { timeout: TEN_MINUTES }, () => {
  async function actionlint(...files: readonly string[]): Promise<string> {
    const program = await buildGoProgram({ folder: import.meta.dirname, name: 'actionlint' });
    return run(ROOT, [program, '-no-color', ...files]);
  }

  it('finds nothing in the workflows', async () => {
    const files = readdirSync(join(ROOT, WORKFLOWS)).map((name) => join(WORKFLOWS, name));
    expect(files).toContain(join(WORKFLOWS, 'release.yml'));
    expect(await actionlint(...files)).toBe('');
  });

  it('finds nothing in the workflow that the documentation shows', async () => {
    const document = readFileSync(join(ROOT, 'docs/validate-in-git.md'), 'utf8');
    const shown = /^```yaml\n(name:[\s\S]*?)^```$/m.exec(document)?.[1] ?? '';
    const file = join(copy, WORKFLOWS, 'documented.yml');
    writeFileSync(file, shown);
    expect(shown).toContain('upload-sarif');
    expect(await actionlint(file)).toBe('');
    rmSync(file);
  });

  it('finds a job that is not there', async () => {
    await expect(actionlint(plantFaultyWorkflow())).rejects.toThrow('job "b"');
  });
});

describe('zizmor', () => {
  function zizmor(folder: string): Promise<string> {
    const options = ['--offline', '--persona=pedantic', '--strict-collection', '--color=never'];
    return run(ROOT, [resolve(ROOT, PYTHON, '../zizmor'), ...options, join(folder, '.github')]);
  }

  it('finds nothing in workflows, actions and Dependabot configuration', async () => {
    expect(await zizmor(ROOT)).toContain('No findings to report');
  });

  it('finds nothing in the action that others use', async () => {
    const options = ['--offline', '--persona=pedantic', '--strict-collection', '--color=never'];
    const program = resolve(ROOT, PYTHON, '../zizmor');
    expect(await run(ROOT, [program, ...options, 'action.yml'])).toContain('No findings to report');
  });

  it('finds what lets a stranger run code', async () => {
    plantFaultyWorkflow();
    await expect(zizmor(copy)).rejects.toThrow('template-injection');
  });
});

describe('the release', () => {
  const { jobs } = parse(readFileSync(join(ROOT, WORKFLOWS, 'release.yml'), 'utf8'));
  const steps: readonly { readonly name?: string; readonly run?: string }[] = jobs.build.steps;
  const guard = steps.find(({ name }) => name === 'Refuse a tag that is not on main')?.run ?? '';
  let clone = '';

  beforeAll(async () => {
    const origin = join(copy, 'origin');
    clone = join(copy, 'clone');
    const git = (folder: string, ...args: readonly string[]) =>
      run(folder, ['git', '-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args]);
    const empty = ['commit', '--quiet', '--allow-empty', '--message'] as const;
    await git(copy, 'init', '--quiet', '--initial-branch=main', origin);
    await git(origin, ...empty, 'On main');
    await git(origin, 'tag', 'v1.0.0');
    await git(origin, ...empty, 'Later on main');
    await git(origin, 'checkout', '--quiet', '-b', 'branch', 'v1.0.0');
    await git(origin, ...empty, 'On a branch');
    await git(origin, 'tag', 'v1.0.1');
    await git(copy, 'clone', '--quiet', origin, clone);
  });

  async function runGuard(tag: string): Promise<string> {
    const sha = (await run(clone, ['git', 'rev-parse', tag])).trim();
    return run(clone, ['bash', '-e', '-c', guard], { GITHUB_SHA: sha, GITHUB_REF_NAME: tag });
  }

  it('accepts a tag on main', async () => {
    expect(await runGuard('v1.0.0')).toBe('');
  });

  it('refuses a tag of a commit that is on a branch only', async () => {
    await expect(runGuard('v1.0.1')).rejects.toThrow('which is not on main: merge it first');
  });

  it('asks before anything of the tag is installed or run', () => {
    const ours = steps.findIndex(({ run: script }) => script === guard);
    expect(ours).toBe(1);
  });
});

describe('the workflows', () => {
  const text = readdirSync(join(ROOT, WORKFLOWS))
    .map((name) => readFileSync(join(ROOT, WORKFLOWS, name), 'utf8'))
    .join('\n');
  const { jobs } = parse(readFileSync(join(ROOT, WORKFLOWS, 'ci.yml'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

  it('run scripts that are there', () => {
    const names = [...text.matchAll(/npm (?:run )?(test|(?<=run )[\w:]+)/g)].map(
      ([, name]) => name,
    );
    expect(names).toContain('release');
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(names));
  });

  it('test the oldest Node.js of each range that engines names', () => {
    const oldest = [...manifest.engines.node.matchAll(/\d+\.\d+\.\d+/g)].map(
      ([version]) => version,
    );
    expect(oldest).toHaveLength(2);
    expect(jobs.test.strategy.matrix.node).toEqual(expect.arrayContaining(oldest));
  });

  it('test every Python that the package claims', () => {
    const project = readFileSync(join(ROOT, 'packages/python/pyproject.toml'), 'utf8');
    const claimed = [...project.matchAll(/"Programming Language :: Python :: (3\.\d+)"/g)];
    expect(claimed.length).toBeGreaterThan(0);
    expect(jobs.python.strategy.matrix.python).toEqual(
      expect.arrayContaining(claimed.map(([, version]) => version)),
    );
  });
});
