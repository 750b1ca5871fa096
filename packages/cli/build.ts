/** Bundles the command: an entry file, a chunk for each command and each large library. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const folder = dirname(fileURLToPath(import.meta.url));

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

/** Writes the bundle into a folder, from the sources of all packages. */
export async function bundle(outdir: string): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    metafile: true,
    absWorkingDir: folder,
    entryPoints: ['src/kbt.ts'],
    outdir,
    bundle: true,
    splitting: true,
    conditions: ['@k8s-backup-target/source'],
    mainFields: ['module', 'main'],
    // The browser's build is the one that is made of modules, of which only those that are used are kept.
    alias: { yaml: fileURLToPath(new URL('../browser/index.js', import.meta.resolve('yaml'))) },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [withoutChildProcess],
    // Commander is CommonJS and requires Node's own modules.
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
  });
  writeFileSync(join(outdir, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)));
}

/** The licences of everything that was bundled and is not of this repository, one package after the other. */
function licences(inputs: readonly string[]): string {
  const folders = inputs.flatMap(
    (path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
  );
  return [...new Set(folders)].sort().map(licence).join('\n');
}

function licence(path: string): string {
  const place = join(folder, path);
  const { name, version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  const file = readdirSync(place).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(join(place, file), 'utf8').trim()}\n`;
  return `${name} ${version} (${license})\n${text}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(join(folder, 'dist'));
