/**
 * `npm run release -- --tag vX.Y.Z --out DIR`: checks that the tag may be released, builds, and packs what
 * is published: the npm tarballs into DIR/npm, sdist and wheel into DIR/python. `--dry-run` does the same in
 * a temporary folder, and leaves nothing. Publishes nothing and needs no network. Exit 1: it may not be
 * released; exit 2: wrong arguments, or a tool failed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '@k8s-backup-target/tools/run';
import { packNpm, packPython } from './pack.js';
import { releaseFaults } from './release-faults.js';

async function main(root: string): Promise<number> {
  const { tag, out, dryRun } = readArguments();
  const faults = releaseFaults(root, tag);
  for (const fault of faults) console.error(`release: ${fault}`);
  if (faults.length > 0) return 1;
  await run(root, ['npm', 'run', '--silent', 'build']);
  if (!dryRun) return pack(root, out);
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    return await pack(root, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readArguments(): { tag: string; out: string; dryRun: boolean } {
  const { values } = parseArgs({
    options: {
      tag: { type: 'string' },
      out: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const { tag, out = '', 'dry-run': dryRun } = values;
  if (tag === undefined) throw new Error('--tag vX.Y.Z is missing');
  if (out === '' && !dryRun) throw new Error('--out DIR is missing, or else --dry-run');
  if (!dryRun && existsSync(out) && readdirSync(out).length > 0)
    throw new Error(`${out} is not empty: what is in it would be published as well`);
  return { tag, out, dryRun };
}

async function pack(root: string, folder: string): Promise<number> {
  const tarballs = await packNpm(root, join(folder, 'npm'));
  const { sdist, wheel } = await packPython(root, join(folder, 'python'));
  for (const path of [...tarballs.values(), sdist, wheel]) console.log(describe(path));
  return 0;
}

function describe(path: string): string {
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return `${sha256}  ${basename(dirname(path))}/${basename(path)}  ${bytes.length} bytes`;
}

try {
  process.exitCode = await main('.');
} catch (error) {
  console.error(`release: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
