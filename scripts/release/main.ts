/**
 * `npm run release -- --tag vX.Y.Z --repository URL --out DIR`: checks that the tag may be released, builds,
 * and packs what is published: the npm tarballs into DIR/npm with the order to publish them in, sdists and
 * wheels into DIR/python, a bill of materials of each file into DIR/sbom. The packages link to the repository at URL. DIR appears when everything is in it.
 * `--dry-run` does the same in a temporary folder, and leaves nothing. Publishes nothing; needs no network
 * once there is a Python environment. Exit 1: it may not be released; exit 2: wrong arguments, or a
 * tool failed.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePythonEnvironment, PYTHON } from '@k8s-backup-target/tools/python-environment';
import { run } from '@k8s-backup-target/tools/run';
import { inTemporaryFolder } from '@k8s-backup-target/tools/temporary-folder';
import { repositoryAddress } from './address.js';
import { packNpm } from './pack-npm.js';
import { packPython } from './pack-python.js';
import { releaseFaults } from './release-faults.js';
import { writeSboms } from './write-sboms.js';

interface Arguments {
  readonly tag: string;
  readonly address: string;
  /** Null: nothing is to be left. */
  readonly out: string | null;
}

async function main(root: string): Promise<number> {
  const { tag, address, out } = readArguments();
  const faults = releaseFaults(root, tag);
  for (const fault of faults) console.error(`release: ${fault}`);
  if (faults.length > 0) return 1;
  // An older one packs as well, and a release that is checked offline cannot make another.
  if (!existsSync(PYTHON)) ensurePythonEnvironment();
  await run(root, ['npm', 'run', '--silent', 'build']);
  const packInto = (folder: string) => pack(root, folder, { tag, address });
  await (out === null ? inTemporaryFolder('release-', packInto) : inPlace(out, packInto));
  return 0;
}

/** Calls `work` with a folder next to `out` that becomes `out` if it succeeds, and is removed if it does not. */
async function inPlace(out: string, work: (folder: string) => Promise<void>): Promise<void> {
  const target = resolve(out);
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(`${target}.`);
  try {
    await work(folder);
    rmSync(target, { recursive: true, force: true });
    renameSync(folder, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      tag: { type: 'string' },
      repository: { type: 'string' },
      out: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const { tag, repository, out = '', 'dry-run': dryRun } = values;
  if (tag === undefined) throw new Error('--tag vX.Y.Z is missing');
  const address = repositoryAddress(repository);
  if (dryRun) return { tag, address, out: null };
  if (out === '') throw new Error('--out DIR is missing, or else --dry-run');
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new Error(`${out} is not empty: what is in it would be published as well`);
  return { tag, address, out };
}

async function pack(
  root: string,
  folder: string,
  source: { readonly tag: string; readonly address: string },
): Promise<void> {
  const npm = await packNpm(root, join(folder, 'npm'), source);
  const python = await packPython(root, join(folder, 'python'), source);
  const order = [...npm.values()].map((path) => `${basename(path)}\n`).join('');
  writeFileSync(join(folder, 'npm', 'publish-order.txt'), order);
  const files = [...python.values()].flatMap(({ sdist, wheel }) => [sdist, wheel]);
  const sboms = writeSboms(root, join(folder, 'sbom'), npm, python);
  for (const path of [...npm.values(), ...files, ...sboms]) console.log(describe(path));
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
