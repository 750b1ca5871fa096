import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const MODULE = fileURLToPath(new URL('./run-to-end.ts', import.meta.url));

function ends(run: string): { status: number | null; stderr: string } {
  const program = `import { runToEnd } from ${JSON.stringify(MODULE)}; runToEnd(${run});`;
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--conditions=@k8s-backup-target/source',
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      program,
    ],
    { encoding: 'utf8' },
  );
  return { status, stderr };
}

describe('runToEnd', () => {
  it.each([0, 1, 2])('ends with the status of the command line: %d', (code) => {
    expect(ends(`async () => ${code}`)).toEqual({ status: code, stderr: '' });
  });

  it('ends with 2, and says so, when it waits for what never comes', () => {
    expect(ends('() => new Promise(() => {})')).toEqual({
      status: 2,
      stderr: 'kbt: internal: it ended in the middle: something it waits for never came\n',
    });
  });

  it('ends with 2, not 1, after an error in a callback', () => {
    const run = '() => new Promise(() => setTimeout(() => { throw new Error("no\\u001b") }))';
    expect(ends(run)).toEqual({ status: 2, stderr: 'kbt: internal: no \n' });
  });
});
