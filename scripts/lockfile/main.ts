/**
 * `npm run lockfile`: completes package-lock.json after an `npm install`, for every platform.
 * `npm run lockfile -- --check`: changes nothing, and exits 1 when it is not complete.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { completeLockfile, type Lockfile } from './complete.js';

const FILE = 'package-lock.json';

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const text = readFileSync(FILE, 'utf8');
const lockfile: Lockfile = JSON.parse(text);
const complete = `${JSON.stringify(completeLockfile(lockfile), null, 2)}\n`;
if (complete === text) {
  console.log(`${FILE} is complete`);
} else if (values.check === true) {
  console.error(`${FILE} lacks optional packages of other platforms: run \`npm run lockfile\``);
  process.exitCode = 1;
} else {
  writeFileSync(FILE, complete);
  console.log(`${FILE} completed`);
}
