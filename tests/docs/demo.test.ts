import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

/** The lines of a terminal. */
const SCREEN = 24;

function demo(): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'scripts/demo/main.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ending(child: ChildProcess): Promise<{ status: unknown; stderr: string }> {
  const stderr = child.stderr === null ? '' : text(child.stderr);
  const [status] = await once(child, 'close');
  return { status, stderr: await stderr };
}

describe('npm run demo', () => {
  it('tells before each step what to look at, and in the end what to run next', async () => {
    const child = demo();
    const output = child.stdout === null ? '' : text(child.stdout);
    expect(await ending(child)).toEqual({ status: 0, stderr: '' });
    const lines = (await output).split('\n');
    const titles = lines.flatMap((line, index) => (/^\d+\. /.test(line) ? [index] : []));
    expect(titles.length).toBeGreaterThan(0);
    for (const title of titles) expect(lines[title + 1]).toMatch(/^Look at /);
    const blocks = (await output).split('\n\n').map((block) => block.split('\n'));
    expect(blocks.filter(({ length }) => length > SCREEN)).toEqual([]);
    const [states = [], next = []] = blocks.slice(-2);
    for (const app of ['my-app', 'integrator', 'velero', 'unchecked'])
      expect(states.some((line) => line.startsWith(`  ${app}/0: `))).toBe(true);
    expect(next.filter((line) => /^ {2}\S/.test(line))).toHaveLength(3);
    expect(await output).toContain('"schedule":null');
    expect(await output).not.toContain('\u001b');
  });

  it('ends quietly when the output is closed', async () => {
    const child = demo();
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await ending(child)).toEqual({ status: 0, stderr: '' });
  });
});
