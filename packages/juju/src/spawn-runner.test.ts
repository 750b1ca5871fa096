import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isHookCommandError, type SpawnRunnerOptions, spawnRunner } from './index.js';

const MANIFEST = new URL('../package.json', import.meta.url);
const MEBIBYTE = 1024 * 1024;

describe('spawnRunner', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spawn-runner-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function program(name: string, code: string): Promise<void> {
    await writeFile(join(folder, name), `#!${process.execPath}\n${code}`, { mode: 0o755 });
  }

  function run(options: Partial<SpawnRunnerOptions> = {}) {
    return spawnRunner({ env: { PATH: folder }, ...options });
  }

  it('hands on arguments, input, output and exit status', async () => {
    await program(
      'echo-all',
      `const input = require('node:fs').readFileSync(0, 'utf8');
       process.stdout.write(JSON.stringify({ args: process.argv.slice(2), input }));
       process.stderr.write('ERROR é\\n');
       process.exitCode = 3;`,
    );
    const args = ['', 'a b', '"\'$x', 'line\nbreak', '日本😀', '-'];
    const result = await run()('echo-all', args, 'in\0put é');
    expect(result).toMatchObject({ status: 3, signal: null, stderr: 'ERROR é\n' });
    expect(JSON.parse(result.stdout)).toEqual({ args, input: 'in\0put é' });
  });

  it('gives a command without input an empty one, so none waits for ever', async () => {
    await program('count', `console.log(require('node:fs').readFileSync(0).length)`);
    expect((await run()('count', [])).stdout).toBe('0\n');
  });

  it('gives commands its environment and nothing else', async () => {
    await program('env', 'console.log(JSON.stringify(process.env))');
    const runner = spawnRunner({ env: { PATH: folder, JUJU_UNIT_NAME: 'a/0', UNSET: undefined } });
    const { stdout } = await runner('env', []);
    expect(Object.keys(JSON.parse(stdout)).sort()).toEqual(['JUJU_UNIT_NAME', 'PATH']);
  });

  it('takes 17 MiB of output with characters across its chunks', async () => {
    await program('flood', `process.stdout.write('日本😀'.repeat(${MEBIBYTE * 1.7}))`);
    const { stdout, status } = await run()('flood', []);
    expect(status).toBe(0);
    expect(Buffer.byteLength(stdout)).toBeGreaterThan(16 * MEBIBYTE);
    expect(/^(?:日本😀)+$/.test(stdout)).toBe(true);
  });

  it('kills a command that prints beyond the limit', async () => {
    await program('endless', `setInterval(() => process.stdout.write('x'.repeat(65536)))`);
    await expect(run({ maxOutputBytes: MEBIBYTE })('endless', [])).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  it('prefers the exit status and stderr of a command that did not read its input', async () => {
    await program('deaf', `process.stderr.write('ERROR no\\n'); process.exit(2)`);
    const result = await run()('deaf', [], 'x'.repeat(4 * MEBIBYTE));
    expect(result).toMatchObject({ status: 2, stderr: 'ERROR no\n' });
  });

  it('tells which signal ended a command', async () => {
    await program('dying', `process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)`);
    expect(await run()('dying', [])).toMatchObject({ status: null, signal: 'SIGTERM' });
  });

  it('kills a command at its timeout, and lets go of children it leaves behind', async () => {
    await program(
      'hanging',
      `process.stderr.write('ERROR waiting\\n');
       require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 9000)'],
         { stdio: 'inherit' });`,
    );
    const error = await run({ timeoutMs: 1500 })('hanging', ['x']).catch((caught) => caught);
    expect(isHookCommandError(error, 'timeout')).toBe(true);
    expect(error.command).toEqual(['hanging', 'x']);
    expect(error.message).toContain('[timeout] hanging did not end within 1500 ms and was killed');
  });

  it.each([0, -1, Number.NaN, Number.NEGATIVE_INFINITY, 2 ** 31])(
    'refuses a timeoutMs of %s, which no timer waits',
    (timeoutMs) => {
      expect(() => run({ timeoutMs })).toThrow(
        `timeoutMs is ${timeoutMs}: give milliseconds from 1 to 2147483647, or Infinity for none`,
      );
    },
  );

  it('waits for ever with a timeoutMs of Infinity', async () => {
    await program('slow', 'setTimeout(() => {}, 50)');
    const warnings: Error[] = [];
    process.on('warning', (warning) => warnings.push(warning));
    expect(await run({ timeoutMs: Number.POSITIVE_INFINITY })('slow', [])).toMatchObject({
      status: 0,
    });
    expect(warnings).toEqual([]);
  });

  it('reports a command that does not exist', async () => {
    await expect(run()('relation-ids', [])).rejects.toThrow(
      '[not-found] relation-ids is not on PATH',
    );
  });

  it('reports a command that may not be executed', async () => {
    await writeFile(join(folder, 'plain'), '');
    await expect(run()('plain', [])).rejects.toThrow('[not-started] plain could not be started');
  });

  it('reports a Node.js that it does not support, as engines says', async () => {
    const { engines } = JSON.parse(await readFile(MANIFEST, 'utf8'));
    // Node.js 21 and 22.0 to 22.2 have none.
    vi.stubGlobal('process', Object.create(process, { getBuiltinModule: { value: undefined } }));
    const failed = run()('any', []);
    await expect(failed).rejects.toMatchObject({ code: 'unsupported-node' });
    await expect(failed).rejects.toThrow(
      `[unsupported-node] any was not run: Node.js ${process.version} is not supported; use ${engines.node}`,
    );
    vi.unstubAllGlobals();
  });

  it('reports arguments that no process can be given', async () => {
    await program('any', '');
    await expect(run()('any', ['x'.repeat(131_072)])).rejects.toMatchObject({ code: 'too-large' });
    await expect(run()('any', ['a\0b'])).rejects.toMatchObject({ code: 'invalid-argument' });
    expect((await run()('any', ['x'.repeat(131_071)])).status).toBe(0);
  });
});
