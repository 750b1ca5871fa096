/**
 * `npm run lockfile`: completes package-lock.json after an `npm install`, for every platform, and asks the
 * registry for the hashes that it lacks.
 * `npm run lockfile -- --check`: changes nothing, sends no request, and exits 1 when it is not complete.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { completeLockfile, type Lockfile, withHashes, withoutHash } from './complete.js';

const FILE = 'package-lock.json';

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const text = readFileSync(FILE, 'utf8');
const lockfile: Lockfile = JSON.parse(text);
const complete = completeLockfile(lockfile);
if (values.check === true) {
  if (withoutHash(complete).length > 0 || textOf(complete) !== text) {
    console.error(
      `${FILE} lacks packages of other platforms, or their hashes: run \`npm run lockfile\``,
    );
    process.exitCode = 1;
  }
} else {
  const hashed = textOf(withHashes(complete, askRegistry));
  if (hashed !== text) writeFileSync(FILE, hashed);
  console.log(hashed === text ? `${FILE} is complete` : `${FILE} completed`);
}

function textOf(value: Lockfile): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function askRegistry(spec: string): string {
  return execFileSync('npm', ['view', spec, 'dist.integrity'], { encoding: 'utf8' }).trim();
}
