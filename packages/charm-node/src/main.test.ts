import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readArguments } from './arguments.js';
import { main } from './main.js';

let charm: string;

beforeEach(() => {
  charm = realpathSync(mkdtempSync(join(tmpdir(), 'charm-node-test-')));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(charm, { recursive: true });
});

function run(...words: readonly string[]): readonly [number, string, string] {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const packageFolder = new URL('..', import.meta.url);
  const status = main(words, { cwd: charm, output, errors, packageFolder });
  return [status, String(output.read() ?? ''), String(errors.read() ?? '')];
}

// That it puts Node.js there is tested where charms are packed: tests/packaging/charms.test.ts.
describe('what is refused', () => {
  it('is a folder that holds no charm', () => {
    const [status, stdout, stderr] = run('.');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      `charm-node: ${charm} holds no charmcraft.yaml: give the folder of a charm.\nSee charm-node --help\n`,
    );
    expect(readdirSync(charm)).toEqual([]);
  });

  it.each([
    [['--platform', 'x64'], '--platform is amd64 or arm64, not "x64".'],
    [['--platform', 'constructor'], '--platform is amd64 or arm64, not "constructor".'],
    [['--platform='], '--platform is amd64 or arm64, not "".'],
    [
      ['--arch', 'arm64'],
      "Unknown option '--arch'. The options are --platform, --help, --version.",
    ],
    [['a', 'b'], 'One folder can be given, not a, b.'],
  ])('is %j', (words, message) => {
    const [status, , stderr] = run(...words);
    expect([status, stderr.split('\n', 1)[0]]).toEqual([2, `charm-node: ${message}`]);
  });

  it('is a machine without a Node.js of its own, unless a platform is named', () => {
    expect(() => readArguments([], 'riscv64')).toThrow('Give --platform amd64 or arm64.');
    expect(readArguments(['--platform', 'amd64'], 'riscv64').processor).toBe('x64');
    expect(readArguments([], 'arm64')).toMatchObject({ folder: '.', processor: 'arm64' });
  });
});

it('leaves the charm as it was, where npm is missing or cannot reach its registry', () => {
  writeFileSync(join(charm, 'charmcraft.yaml'), 'name: x\n');
  vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');
  vi.stubEnv('npm_config_cache', join(charm, 'cache'));
  vi.stubEnv('npm_config_fetch_retries', '0');
  const [status, , stderr] = run();
  expect(status).toBe(2);
  expect(stderr).toMatch(/^charm-node: npm cannot install Node\.js for linux-/);
  vi.stubEnv('PATH', charm);
  expect(run()[2]).toMatch(/^charm-node: npm cannot be run: /);
  expect(readdirSync(charm)).not.toContain('bin');
});

it('says how it is used, and its version', () => {
  const [status, stdout] = run('--help');
  expect(status).toBe(0);
  for (const word of ['FOLDER', '--platform', 'amd64', 'arm64']) expect(stdout).toContain(word);
  expect(run('--version')).toEqual([0, '0.1.0\n', '']);
});
