import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const MODULE = fileURLToPath(new URL('./run-to-end.ts', import.meta.url));

function ends(work: string): { status: number | null; stderr: string } {
  const program = `import { runToEnd } from ${JSON.stringify(MODULE)}; runToEnd(${work});`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  );
  return { status, stderr };
}

describe('runToEnd', () => {
  it('ends with exit status 0 once the work is done', () => {
    expect(ends('async () => {}')).toEqual({ status: 0, stderr: '' });
  });

  it('ends with exit status 1, and says so, when the work waits for what never comes', () => {
    const { status, stderr } = ends('() => new Promise(() => {})');
    expect(status).toBe(1);
    expect(stderr).toBe(
      'the hook ended in the middle of its work: something it waits for never came\n',
    );
  });

  it('ends with exit status 1 when the work rejects', () => {
    const { status, stderr } = ends('async () => { throw new Error("no") }');
    expect(status).toBe(1);
    expect(stderr).toContain('Error: no');
    expect(stderr).not.toContain('never came');
  });

  it('makes no success of a process.exit in the middle', () => {
    expect(ends('async () => process.exit(0)').status).toBe(1);
    expect(ends('async () => process.exit(3)').status).toBe(3);
  });
});
