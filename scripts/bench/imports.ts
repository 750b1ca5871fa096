/** Measures the cost of importing a package, and its size. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { race, ratioOf } from './measure.js';
import { type Aim, atMost, type Race, type Section } from './section.js';

const EFFORT = { rounds: 11, seconds: 15 };
const PACKAGES = ['schema', 'juju', 'provider', 'requirer', 'velero'];
const KILOBYTE = 1000;

export async function benchmarkImports(): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-imports-'));
  try {
    const sizes = await Promise.all(
      PACKAGES.map(async (name) => [name, await sizeOf(name)] as const),
    );
    const timings = await race(
      ['empty module', ...PACKAGES].map((name) => importOf(folder, name)),
      EFFORT,
    );
    const provider = await bundledBytes(
      "export { K8sBackupTargetProvider } from '@k8s-backup-target/provider'; export { openHook } from '@k8s-backup-target/juju';",
    );
    const imports: Race = {
      title: 'Import in a fresh process',
      timings,
      floor: 'empty module',
      notes: Object.fromEntries(sizes),
    };
    return {
      id: 'imports',
      title: 'Import cost and size',
      method: METHOD,
      races: [imports],
      aims: aimsOf(imports, provider),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const METHOD =
  'Each module is imported by a Node process of its own, in turn with an empty module. Sizes are of the package bundled with everything it needs, minified, and gzipped; installed bytes and packages are its own and those of its dependencies. There are no third-party runtime dependencies.';

function aimsOf({ timings }: Race, providerBytes: number): Aim[] {
  const cause = 'each of its packages is one file, which is found, read and compiled';
  const bounds = { provider: 1.1, requirer: 1.1, velero: 1.2 };
  return [
    atMost(
      "The README's provider with its hook commands, minified and gzipped, in kB",
      9,
      providerBytes / KILOBYTE,
      'rules on globs, advice for refused values, several endpoints and statuses came in since, each a few hundred bytes',
    ),
    ...Object.entries(bounds).map(([name, bound]) =>
      atMost(
        `${name}: import over an empty module`,
        bound,
        ratioOf(timings, name, 'empty module'),
        cause,
      ),
    ),
  ];
}

function importOf(folder: string, name: string) {
  const file = join(folder, `${name.replace(' ', '-')}.mjs`);
  const entry = pathToFileURL(resolve(`packages/${name}/dist/index.js`)).href;
  writeFileSync(file, name === 'empty module' ? '' : `import ${JSON.stringify(entry)};\n`);
  return { name, run: () => void spawnSync(process.execPath, [file]) };
}

async function sizeOf(name: string): Promise<string> {
  const bytes = await bundledBytes(`export * from '@k8s-backup-target/${name}';`);
  const packages = name === 'schema' || name === 'juju' ? [name] : [name, 'schema'];
  const installed = packages.reduce((sum, each) => sum + folderBytes(`packages/${each}/dist`), 0);
  return `${kilobytes(bytes)} gzipped; installed ${kilobytes(installed)} in ${packages.length} ${packages.length === 1 ? 'package' : 'packages'}`;
}

async function bundledBytes(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? '').length;
}

function folderBytes(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && !file.name.endsWith('.tsbuildinfo'))
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / KILOBYTE).toFixed(1)} kB`;
}
