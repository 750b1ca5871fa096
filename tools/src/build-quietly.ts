/** `tsx tools/src/build-quietly.ts`: builds what has changed, and prints one line, or all if it fails. */
import { spawnSync } from 'node:child_process';

const started = performance.now();
const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'pipe'],
  maxBuffer: 64 * 1024 * 1024,
});
if (status === 0) {
  console.log(`Built the packages in ${Math.round((performance.now() - started) / 1000)} s.`);
} else {
  console.error(`${stdout}${stderr}`);
  process.exitCode = 1;
}
