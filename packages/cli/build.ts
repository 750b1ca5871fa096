/**
 * Bundles the command: the entry, and one file for each command and for each large part that few runs need.
 * Finding and reading a module takes half a millisecond: so the entry and `validate` hold all that they
 * import, some of it twice, and the other commands share.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { bundledPackages, licenceTexts } from './bundled-packages.js';

const folder = dirname(fileURLToPath(import.meta.url));

/** Modules that are loaded where they are needed, next to the commands. */
const PARTS = [
  'cluster/api/connect.ts',
  'command-line/complete.ts',
  'command-line/watch.ts',
  'formats/json-path.ts',
  'covered/volumes-of-schedules.ts',
  'input/folder.ts',
  'input/yaml-document.ts',
  'judge/objects-together.ts',
  'judge/sarif.ts',
  'output/to-yaml.ts',
];

/** Modules that start before anything else, or alone: each of their files holds all that it imports. */
const QUICK = ['kbt', 'validate', 'yaml-document', 'objects-together'];

/** Commander loads it for subcommands that are programs of their own: it would take a third of the start. */
const withoutChildProcess: Plugin = {
  name: 'commander-without-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('/commander/') ? { path: 'none', namespace: 'empty' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Leads every dynamic import to the file of its own. */
function toOwnFile(sources: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'dynamic-imports-to-own-file',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const name = sources.get(resolve(resolveDir, path.replace(/\.js$/, '.ts')));
        if (name === undefined) return { errors: [{ text: `build.ts has no file for ${path}` }] };
        return { path: `./${name}.js`, external: true };
      });
    },
  };
}

/** The sources that become files, with the name of each. */
function entries(): ReadonlyMap<string, string> {
  const commands = readdirSync(join(folder, 'src/commands')).filter(
    (file) => !/\.test\./.test(file),
  );
  const sources = ['kbt.ts', ...commands.map((file) => `commands/${file}`), ...PARTS];
  return new Map(sources.map((path) => [join(folder, 'src', path), basename(path, '.ts')]));
}

/** Writes the bundle into a folder, from the sources of all packages. */
export async function bundle(outdir: string): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  const sources = entries();
  const named = (isQuick: boolean) =>
    [...sources].filter(([, name]) => QUICK.includes(name) === isQuick);
  const inputs = [
    await bundleFiles(named(true), outdir, sources, false),
    await bundleFiles(named(false), outdir, sources, true),
  ];
  const packages = bundledPackages(folder, inputs.flat());
  writeFileSync(join(outdir, 'LICENSES.txt'), licenceTexts(packages));
  const listed = packages.map(({ licenseText: _, ...each }) => each);
  writeFileSync(join(outdir, 'bundled-packages.json'), `${JSON.stringify(listed, null, 2)}\n`);
}

/** @returns the paths of everything that was bundled. */
async function bundleFiles(
  files: readonly (readonly [path: string, name: string])[],
  outdir: string,
  sources: ReadonlyMap<string, string>,
  splitting: boolean,
): Promise<readonly string[]> {
  const { metafile } = await build({
    metafile: true,
    absWorkingDir: folder,
    entryPoints: Object.fromEntries(files.map(([path, name]) => [name, path])),
    outdir,
    splitting,
    chunkNames: 'shared-[hash]',
    bundle: true,
    conditions: ['@k8s-backup-target/source'],
    mainFields: ['module', 'main'],
    // The browser's build is the one that is made of modules, of which only those that are used are kept.
    alias: { yaml: fileURLToPath(new URL('../browser/index.js', import.meta.resolve('yaml'))) },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [withoutChildProcess, toOwnFile(sources)],
    // Commander is CommonJS and requires Node's own modules.
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
  });
  return Object.keys(metafile.inputs);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(join(folder, 'dist'));
