/**
 * Makes the templates from the example charms, so that there is one source: what the tests of this repository
 * run is what a new charm begins as. Only what ties an example to this repository is replaced.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, NAME_PLACE, type Role, type Template } from './src/template.js';

/** Made by the build or by tools, or of no use outside this repository. */
const LEFT_OUT =
  /(?:^|\/)(?:node_modules|dist|bin|__pycache__|\.[^/]+|package\.json|tsconfig\.json|Makefile|uv\.lock|requirements\.txt)(?:\/|$)/;

/** A charm is listed with addresses that only its author knows. */
const LINKS = `# A listing on Charmhub needs addresses of your own:
# links:
#   documentation: where your charm is explained
#   issues: where its users report faults
#   source: where its code is

base: `;

const EXAMPLES: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  ts: { provider: 'provider-charm', integrator: 'integrator-charm' },
  python: { provider: 'python-provider-charm', integrator: 'python-integrator-charm' },
};

interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly type: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * Makes one template.
 *
 * @param root - The repository's root.
 * @throws Error if an example no longer holds what is replaced in it.
 */
export function makeTemplate(root: string, language: Language, role: Role): Template {
  const example = join(root, 'examples', EXAMPLES[language][role]);
  const texts = new Map(
    sourcesOf(example).map((path) => [path, readFileSync(join(example, path), 'utf8')]),
  );
  const taken = [...texts].find(([, text]) => text.includes(NAME_PLACE));
  if (taken !== undefined) throw new Error(`${taken[0]} holds ${NAME_PLACE}`);
  const charmcraft = texts.get('charmcraft.yaml') ?? '';
  const named = replaced(charmcraft, /^name: .*$/m, `name: ${NAME_PLACE}`);
  const unlinked = named.replace(/^links:\n {2}website: .*\n\n/m, '');
  texts.set('charmcraft.yaml', replaced(unlinked, /^base: /m, LINKS));
  const own = language === 'ts' ? typescriptFiles(root, example) : pythonFiles(root, example);
  for (const [path, text] of own) texts.set(path, text);
  texts.set(
    'README.md',
    readFileSync(join(root, 'packages/create/readmes', `${language}.md`), 'utf8'),
  );
  texts.set('LICENSE', readFileSync(join(root, 'LICENSE'), 'utf8'));
  return Object.fromEntries(
    [...texts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, text]) => [path, { text, isExecutable: isExecutable(join(example, path)) }]),
  );
}

function sourcesOf(folder: string, below = ''): readonly string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    if (LEFT_OUT.test(path)) return [];
    return entry.isDirectory() ? sourcesOf(folder, path) : [path];
  });
}

function isExecutable(file: string): boolean {
  return existsSync(file) && (statSync(file).mode & 0o100) !== 0;
}

function replaced(text: string, pattern: RegExp, by: string): string {
  const result = text.replace(pattern, () => by);
  if (result === text) throw new Error(`an example no longer has ${pattern}`);
  return result;
}

function typescriptFiles(root: string, example: string): ReadonlyMap<string, string> {
  const own = readJson<Manifest>(join(example, 'package.json'));
  const { devDependencies: tools } = readJson<Manifest>(join(root, 'package.json'));
  const { version } = readJson<Manifest>(join(root, 'packages/create/package.json'));
  const manifest = {
    name: NAME_PLACE,
    version: '0.0.0',
    private: true,
    type: own.type,
    scripts: {
      build: own.scripts['build'],
      test: 'npm run build && tsc && vitest run',
      pack: 'npm run build && charm-node && charmcraft pack',
    },
    dependencies: own.dependencies,
    devDependencies: {
      '@k8s-backup-target/charm-node': version,
      '@k8s-backup-target/juju-testing': version,
      ...Object.fromEntries(
        ['@types/node', 'esbuild', 'typescript', 'vitest'].map((name) => [name, tools[name]]),
      ),
    },
  };
  return new Map([
    ['package.json', json(manifest)],
    ['tsconfig.json', json({ compilerOptions: compilerOptions(root), include: ['src', 'tests'] })],
    ['.gitignore', 'node_modules/\ndist/\nbin/\n*.charm\n'],
  ]);
}

/** The strict options of this repository, without those that lead to its sources. */
function compilerOptions(root: string): object {
  const options = ['tsconfig.base.json', 'tsconfig.check.json'].map(
    (file) => readJson<{ readonly compilerOptions: object }>(join(root, file)).compilerOptions,
  );
  const all: Record<string, unknown> = Object.assign({}, ...options);
  const { customConditions: _, composite: __, incremental: ___, ...kept } = all;
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== false));
}

function pythonFiles(root: string, example: string): ReadonlyMap<string, string> {
  const { version } = readJson<Manifest>(join(root, 'packages/create/package.json'));
  const pins = readFileSync(join(root, 'tools/python/project.in'), 'utf8');
  const pytest = /^pytest==.*$/m.exec(pins)?.[0] ?? '';
  const project = readFileSync(join(example, 'pyproject.toml'), 'utf8');
  const dependencies = /^dependencies = \[(.*)\]$/m.exec(project)?.[1] ?? '';
  const needed = [...dependencies.matchAll(/"([^"]+)"/g)].map(([, each = '']) => each);
  if (needed.length === 0) throw new Error(`${example}/pyproject.toml names no dependencies`);
  const named = replaced(project, /^name = .*$/m, `name = "${NAME_PLACE}"`);
  const released = replaced(
    named,
    /^# Not on a registry yet.*\n\[tool\.uv\.sources\]\n.*\n\n/m,
    '',
  );
  // The lock of a new charm is its own.
  const free = replaced(
    released,
    /^(?:# What the tests run with.*|constraint-dependencies = \[| {4}".*",|\])\n/gm,
    '',
  );
  const test = [...needed, `k8s-backup-target[testing]==${version}`, pytest];
  return new Map([
    [
      'pyproject.toml',
      `${free}\n[tool.pytest.ini_options]\npythonpath = ["src"]\ntestpaths = ["tests"]\n`,
    ],
    ['requirements-test.txt', `${test.join('\n')}\n`],
    ['.gitignore', '.venv/\n__pycache__/\n*.charm\n'],
  ]);
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
