/**
 * `tsx ../../tools/src/bundle-package.ts`, in a package's folder: bundles its sources into one file for
 * each entry point of its package.json, and one for what they share. A module costs half a millisecond to
 * find and read, so a package of twenty takes a hook ten.
 *
 * Without source maps: the files are not minified, and keep the names of the sources' functions.
 */
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
}

const SOURCE_CONDITION = '@k8s-backup-target/source';

const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
await build({
  entryPoints: entryPoints(manifest),
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  packages: 'external',
  logLevel: 'warning',
});

function entryPoints({ exports, bin = {} }: Manifest): string[] {
  const exported = Object.values(exports).flatMap((target) => {
    const source = typeof target === 'string' ? undefined : target[SOURCE_CONDITION];
    return source === undefined ? [] : [source];
  });
  const commands = Object.values(bin).map((file) =>
    file.replace('/dist/', '/src/').replace(/\.js$/, '.ts'),
  );
  return [...exported, ...commands];
}
