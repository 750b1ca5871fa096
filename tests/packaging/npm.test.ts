/** The npm packages as users get them: packed, installed from the tarballs alone, and used. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { run } from '@k8s-backup-target/tools/run';
import { build } from 'esbuild';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { packNpm } from '../../scripts/release/pack-npm.js';
import { npmPackages, readManifest } from '../../scripts/release/packages.js';
import { SOURCE_CONDITION } from '../../scripts/release/published-manifest.js';
import { installPinned } from './pinned-tool.js';
import { CONSUMER, entryFiles, manifestOf, ROOT, SOURCE, specifiers } from './repository.js';
import { documentedInputs, end, LOCAL, runAction, WITH_REPOSITORY } from './take-from-git.js';
import { NEWEST_TYPESCRIPT, OLDEST_TYPESCRIPT, typeCheck } from './type-check.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const BELONGS = [
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^dist\/(?!.*\.test\.).*\.(?:js|d\.ts)$/,
  /^(?:v0\/k8s_backup_target|schemas\/output|inventory)\.schema\.json$/,
  /^node\/package(?:-lock)?\.json$/,
  /^dist\/(?:LICENSES\.txt|bundled-packages\.json|templates\/(?:ts|python)-(?:provider|integrator)\.json)$/,
];

let folder = '';
let project = '';
let tarballs: ReadonlyMap<string, string> = new Map();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'npm-packages-'));
  tarballs = await packNpm(ROOT, join(folder, 'tarballs'), SOURCE);
  project = join(folder, 'project');
  cpSync(CONSUMER, project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  await npmInstall(project, [...tarballs.values()]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the repository's .npmrc says of the network: it is not read elsewhere. */
const RETRIES = '--fetch-retries=5';

async function npmInstall(cwd: string, packages: readonly string[]): Promise<void> {
  await run(cwd, ['npm', 'install', '--silent', '--no-audit', '--no-fund', RETRIES, ...packages]);
}

const PACKAGES = npmPackages(ROOT);

describe.each(PACKAGES)('the tarball of %s', (name) => {
  const manifest = manifestOf(name);
  const tarball = () => tarballs.get(name) ?? '';
  /** A command without an API: a build removes the folder, and names its chunks by what they hold. */
  const isBundle = !Object.hasOwn(manifest.exports ?? {}, '.');

  async function files(): Promise<string[]> {
    const listing = await run(folder, ['tar', '--list', '--gzip', '--file', tarball()]);
    return listing
      .trim()
      .split('\n')
      .map((path) => path.replace(/^package\//, ''));
  }

  it('holds nothing that does not belong', async () => {
    const strangers = (await files()).filter((path) => !BELONGS.some((rule) => rule.test(path)));
    expect(strangers).toEqual([]);
  });

  it('holds no declarations of a source that is gone: remove dist and build again', async () => {
    const sources = new Set(
      readdirSync(join(ROOT, 'packages', name, 'src'), { recursive: true, encoding: 'utf8' }),
    );
    const stale = (await files())
      .filter((path) => path.startsWith('dist/') && path.endsWith('.d.ts'))
      .filter((path) => !sources.has(path.slice('dist/'.length).replace(/\.d\.ts$/, '.ts')));
    expect(stale).toEqual([]);
  });

  it('is JavaScript in one file for each entry point, and what several of them load', async () => {
    const installed = join(project, 'node_modules', manifest.name);
    const entries = entryFiles(manifest).filter((path) => path.endsWith('.js'));
    const loaded = new Set(entries);
    for (const path of loaded) {
      const code = readFileSync(join(installed, path), 'utf8');
      for (const [, file = ''] of code.matchAll(/(?:from|import\(?)\s*"(\.[^"]+)"/g))
        loaded.add(join(path, '..', file));
      expect(code).not.toContain('sourceMappingURL');
    }
    const scripts = (await files()).filter((path) => path.endsWith('.js'));
    expect(scripts.sort()).toEqual([...loaded].sort());
  });

  it('holds every target of its exports and commands, licence, README and changelog', async () => {
    const required = [
      'package.json',
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      ...entryFiles(manifest),
    ];
    expect(await files()).toEqual(expect.arrayContaining(required));
  });

  it('tells users nothing that serves development alone', () => {
    const installed = readManifest(join(project, 'node_modules', manifest.name));
    expect(Object.keys(installed)).not.toEqual(expect.arrayContaining(['scripts']));
    expect(Object.keys(installed)).not.toEqual(expect.arrayContaining(['devDependencies']));
    expect(JSON.stringify(manifest).includes(SOURCE_CONDITION)).toBe(!isBundle);
    expect(JSON.stringify(installed)).not.toContain(SOURCE_CONDITION);
  });

  it('says where it comes from, as the release was told', () => {
    const installed = readManifest(join(project, 'node_modules', manifest.name));
    const { address, tag } = SOURCE;
    expect(installed).toMatchObject({
      repository: { type: 'git', url: `git+${address}.git`, directory: `packages/${name}` },
      homepage: `${address}/tree/${tag}/packages/${name}#readme`,
      bugs: { url: `${address}/issues` },
      author: expect.stringMatching(/./),
      keywords: expect.arrayContaining(['juju', 'kubernetes']),
    });
  });

  it('has a README whose links hold wherever it is read', () => {
    const text = readFileSync(join(project, 'node_modules', manifest.name, 'README.md'), 'utf8');
    const links = [...text.matchAll(/\]\(([^)\s]+)/g)].map(([, target]) => target);
    expect(links.filter((target) => !/^(?:https:|#)/.test(target ?? ''))).toEqual([]);
  });

  it("holds the project's licence, and names no path of the machine that packed it", () => {
    const installed = join(project, 'node_modules', manifest.name);
    const texts = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(texts.filter((text) => text.includes(ROOT))).toEqual([]);
    expect(texts).toContain(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  });

  it('passes publint, strictly', async () => {
    const bytes = readFileSync(tarball());
    const { messages } = await publint({
      pack: { tarball: new Uint8Array(bytes).buffer },
      strict: true,
    });
    expect(messages).toEqual([]);
  });

  it('has types that resolve as its code does', async () => {
    const attw = join(ROOT, 'node_modules/.bin/attw');
    const types = (await files()).filter((path) => path.endsWith('.d.ts'));
    expect(types.length === 0).toBe(isBundle);
    if (!isBundle)
      await run(folder, [attw, tarball(), '--profile', 'esm-only', '--no-definitely-typed']);
  });
});

describe('a project with the tarballs', () => {
  it('gets these packages and no other but what the simulator reads YAML with', () => {
    expect(
      readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
    ).toEqual(['@k8s-backup-target', 'yaml']);
    expect(readdirSync(join(project, 'node_modules/@k8s-backup-target')).sort()).toEqual(
      [...PACKAGES].sort(),
    );
  });

  it('imports every export', async () => {
    const lines = specifiers().map((specifier, index) => {
      const attributes = specifier.endsWith('.json') ? ` with { type: 'json' }` : '';
      return `import * as m${index} from '${specifier}'${attributes};`;
    });
    const counts = specifiers().map((_, index) => `Object.keys(m${index}).length`);
    const code = `${lines.join('\n')}\nconsole.log(JSON.stringify([${counts}]));`;
    writeFileSync(join(project, 'import-all.mjs'), code);
    const found: readonly number[] = JSON.parse(await node('import-all.mjs'));
    expect(found).toHaveLength(specifiers().length);
    expect(Math.min(...found)).toBeGreaterThan(0);
  });

  it('requires every export as well', async () => {
    const list = JSON.stringify(specifiers());
    const code = `console.log(JSON.stringify(${list}.map((name) => Object.keys(require(name)).length)))`;
    writeFileSync(join(project, 'require-all.cjs'), code);
    const found: readonly number[] = JSON.parse(await node('require-all.cjs'));
    expect(found).toHaveLength(specifiers().length);
    expect(Math.min(...found)).toBeGreaterThan(0);
  });

  it('publishes, reads and converts a target', async () => {
    expect(JSON.parse(await node('use.mjs'))).toEqual({
      specs: [
        {
          schedule: '@daily',
          template: { includedNamespaces: ['my-namespace'], ttl: '720h0m0s' },
        },
      ],
      refused: false,
      errors: ['HookCommandError', 'ContractError', 'VeleroError'],
    });
  });

  it('has the command juju-hook-model', async () => {
    const command = join(project, 'node_modules/.bin/juju-hook-model');
    await run(project, [command, 'init', '--name', 'production']);
    expect(await run(project, [command, 'show'])).toContain('production');
  });

  it('has the command kbt, by both names, with the licences of what it carries', async () => {
    const bin = join(project, 'node_modules/.bin');
    expect(await run(project, [join(bin, 'kbt'), 'explain', '30d'])).toContain('720h0m0s');
    expect(await run(project, [join(bin, 'k8s-backup-target'), 'schema'])).toContain(
      'backup_targets',
    );
    const cli = join(project, 'node_modules/@k8s-backup-target/cli');
    const licences = readFileSync(join(cli, 'dist/LICENSES.txt'), 'utf8');
    expect(licences).toMatch(/^commander \d/m);
    expect(licences).toMatch(/^yaml \d/m);
  });

  it('bundles schema, velero and preview for a browser, with nothing of Node in it', async () => {
    const { outputFiles, metafile, warnings } = await build({
      absWorkingDir: project,
      entryPoints: ['browser.js'],
      bundle: true,
      platform: 'browser',
      format: 'iife',
      globalName: 'page',
      metafile: true,
      write: false,
    });
    const files = [...Object.values(metafile.inputs), ...Object.values(metafile.outputs)];
    expect(files.flatMap(({ imports }) => imports.filter(({ external }) => external))).toEqual([]);
    expect(warnings).toEqual([]);
    const code = `${outputFiles[0]?.text}\npage.convert()`;
    const answer: unknown = JSON.parse(String(runInContext(code, createContext({}))));
    expect(answer).toEqual(['undefined', false, 'Completed', '24h0m0s']);
  });

  function node(file: string): Promise<string> {
    return run(project, [process.execPath, '--no-warnings', file]);
  }
});

describe('a TypeScript project with the tarballs', () => {
  let oldest = '';

  beforeAll(async () => {
    oldest = join(folder, 'oldest-typescript');
    cpSync(join(project, 'package.json'), join(oldest, 'package.json'));
    await npmInstall(oldest, [`typescript@${OLDEST_TYPESCRIPT}`]);
  });

  const matrix = [OLDEST_TYPESCRIPT, NEWEST_TYPESCRIPT].flatMap((version) =>
    (['nodenext', 'bundler'] as const).flatMap((resolution) =>
      [true, false].map((exact) => ({ version, resolution, exact })),
    ),
  );

  it.each(matrix)(
    'compiles with TypeScript $version, resolution $resolution, exactOptionalPropertyTypes $exact',
    async ({ version, resolution, exact }) => {
      const compiler = version === NEWEST_TYPESCRIPT ? ROOT : oldest;
      await typeCheck(compiler, project, { resolution, exact });
    },
  );

  it('takes the TypeScript that builds the packages for the newest', async () => {
    const versions = [oldest, ROOT].map((compiler) =>
      run(compiler, [join(compiler, 'node_modules/.bin/tsc'), '--version']),
    );
    expect(await Promise.all(versions)).toEqual(
      [OLDEST_TYPESCRIPT, NEWEST_TYPESCRIPT].map((version) => `Version ${version}\n`),
    );
  });
});

describe('in the repository of somebody else', () => {
  const BAD =
    'apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {name: a}\nspec:\n  schedule: "@daily"\n  template: {includedNamespaces: [a], ttl: 30d}\n';
  const GOOD = BAD.replace('30d', '720h0m0s');
  let preCommit = '';
  let env: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    preCommit = await installPinned({ name: 'pre-commit', python: 'python3' });
    env = {
      PRE_COMMIT_HOME: join(folder, 'pre-commit'),
      npm_config_offline: 'true',
      PATH: [join(project, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
    };
    const hooks = join(folder, 'hooks');
    mkdirSync(hooks);
    cpSync(join(ROOT, '.pre-commit-hooks.yaml'), join(hooks, '.pre-commit-hooks.yaml'));
    for (const cwd of [hooks, project]) {
      await run(cwd, ['git', 'init', '--quiet']);
      await run(cwd, ['git', 'config', 'user.name', 'T']);
      await run(cwd, ['git', 'config', 'user.email', 't@example.org']);
    }
    await run(hooks, ['git', 'add', '.']);
    await run(hooks, ['git', 'commit', '--quiet', '--message', 'Hooks']);
    await run(hooks, ['git', 'tag', /rev: (v\S+)/.exec(WITH_REPOSITORY)?.[1] ?? '']);
    writeFileSync(join(project, '.gitignore'), 'node_modules\n');
    mkdirSync(join(project, 'clusters'));
    mkdirSync(join(project, 'charts/velero'), { recursive: true });
    writeFileSync(
      join(project, 'charts/velero/values.yaml'),
      'schedules:\n  a: {schedule: "@daily", template: {includedNamespaces: [a]}}\n',
    );
  });

  describe.each([
    ['that names this one', WITH_REPOSITORY],
    ['of its own', LOCAL],
  ])('a configuration of pre-commit %s', (_, config) => {
    const commit = async (text: string) => {
      const own = config.replace(
        'https://github.com/OWNER/k8s-backup-target',
        join(folder, 'hooks'),
      );
      writeFileSync(join(project, '.pre-commit-config.yaml'), own);
      writeFileSync(join(project, 'clusters/a.yaml'), text);
      writeFileSync(
        join(project, 'clusters/deploy.yaml'),
        'kind: Deployment\napiVersion: apps/v1\n',
      );
      await run(project, ['git', 'add', '.']);
      return end(project, [preCommit, 'run', '--color=never'], env);
    };

    it('keeps a mistake from being committed', async () => {
      const { status, output } = await commit(BAD);
      expect(output).toContain('clusters/a.yaml:6:');
      expect(output).toContain('error[duration-unreadable]');
      expect(status).toBe(1);
    });

    it('lets all else pass, also where no file is of Velero', async () => {
      for (const text of [GOOD, 'a: b\n']) {
        const { status, output } = await commit(text);
        expect(output).toContain('Passed');
        expect(status).toBe(0);
      }
    });
  });

  describe('the action', () => {
    const validate = (text: string, inputs: Readonly<Record<string, string>>) => {
      writeFileSync(join(project, 'clusters/a.yaml'), text);
      const outputs = join(folder, 'outputs');
      writeFileSync(outputs, '');
      const ended = runAction(project, inputs, { ...env, GITHUB_OUTPUT: outputs });
      return { ...ended, outputs: readFileSync(outputs, 'utf8') };
    };
    const results = () =>
      JSON.parse(readFileSync(join(project, 'kbt.sarif'), 'utf8')).runs[0].results;

    it('fails for a mistake, shows it, and writes it for code scanning', () => {
      const { status, output, outputs } = validate(BAD, documentedInputs());
      expect(output).toContain('duration-unreadable');
      expect([status, outputs]).toEqual([1, 'status=1\n']);
      expect(results()).toMatchObject([{ ruleId: 'duration-unreadable', level: 'error' }]);
    });

    it('succeeds where there is none', () => {
      const { status, outputs } = validate(GOOD, documentedInputs());
      expect([status, outputs]).toEqual([0, 'status=0\n']);
      expect(results()).toEqual([]);
    });

    it('does not succeed where the path is wrong', () => {
      expect(validate(GOOD, { path: 'cluster' })).toMatchObject({
        status: 2,
        output: expect.stringContaining('cluster does not exist'),
      });
    });

    it('takes a path for a path, whatever it holds', () => {
      const marker = join(folder, 'marker');
      const { status } = validate(GOOD, { path: `$(touch ${marker})\n--help\n; touch ${marker}` });
      expect(status).toBe(2);
      expect(existsSync(marker)).toBe(false);
    });

    it('judges the whole repository by default, for the release that is named', () => {
      const glob = BAD.replace('[a], ttl: 30d', '["a?"]');
      expect(validate(glob, { 'velero-version': '1.17.2' }).status).toBe(1);
    });
  });
});
