import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kbt, type RunOptions } from '../testing/kbt.js';

const ENTER = '\u001b[?1049h';
const LEAVE = '\u001b[?1049l';
const CLEAR = '\u001b[H\u001b[J';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kbt-watch-'));
  write(['one']);
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(apps: readonly string[]): void {
  const entries = apps.map((app) => ({ app, relation_name: 'b', model: 'm', spec: {} }));
  writeFileSync(join(folder, 'targets.json'), JSON.stringify(entries));
}

/** Watches; before each further round something happens. */
async function watched(
  steps: readonly (() => void)[],
  options: RunOptions = {},
  words: readonly string[] = ['targets', 'targets.json', '-o', 'name'],
) {
  const left = [...steps];
  const rounds = () => {
    const step = left.shift();
    step?.();
    return step !== undefined;
  };
  return kbt([...words, '--watch'], { cwd: folder, rounds, ...options });
}

describe('-w in a pipe', () => {
  it('prints an answer where it differs from the one before', async () => {
    const steps = [() => undefined, () => write(['one', 'two']), () => undefined];
    const { stdout, exitCode } = await watched(steps);
    expect(stdout).toBe('one\n\none\ntwo\n');
    expect(exitCode).toBe(0);
  });

  it('ends with the exit status of the last answer', async () => {
    const breaks = () => writeFileSync(join(folder, 'targets.json'), '[{"app": "a", "spec": 5}]');
    expect((await watched([breaks])).exitCode).toBe(1);
    expect((await watched([() => write(['one'])])).exitCode).toBe(0);
  });
});

describe('-w on a terminal', () => {
  it('shows each answer in the place of the one before, and leaves the last alone', async () => {
    const { stdout } = await watched([() => write(['two'])], { columns: 80 });
    const [before, frames = '', after] = stdout.replace(ENTER, LEAVE).split(LEAVE);
    expect(before).toBe('');
    expect(
      frames
        .split(CLEAR)
        .slice(1)
        .map((frame) => frame.split('\n')[0]),
    ).toEqual(['one', 'two']);
    expect(after).toMatch(/^two\n# no cluster was asked/);
    expect(stdout.indexOf(ENTER)).toBeLessThan(stdout.indexOf(LEAVE));
    expect(stdout.indexOf('\u001b[?25l')).toBeLessThan(stdout.indexOf('\u001b[?25h'));
  });

  it('fits 80 columns and the lines of the terminal', async () => {
    write([...Array(60).keys()].map((index) => `app-${index}`));
    const words = ['targets', 'targets.json'];
    const { stdout } = await watched([() => undefined], { columns: 80, rows: 10 }, words);
    const frame = stdout.split(CLEAR)[2]?.split(LEAVE)[0]?.replace('\u001b[?25h', '') ?? '';
    const lines = frame.split('\n');
    expect(lines).toHaveLength(10);
    expect(lines.at(-2)).toMatch(/^… \d+ more lines$/);
    expect(lines.at(-1)).toBe('10:07:30 UTC, every 10 s; Ctrl-C ends');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout.split(LEAVE)[1]?.split('\n').length).toBeGreaterThan(60);
  });

  it('shows what went wrong later, and goes on', async () => {
    const steps = [() => rmSync(join(folder, 'targets.json')), () => write(['back'])];
    const { stdout, exitCode } = await watched(steps, { columns: 80 });
    expect(stdout).toContain(`${CLEAR}kbt: input: targets.json does not exist`);
    expect(stdout.split(LEAVE)[1]).toMatch(/^back\n/);
    expect(exitCode).toBe(0);
  });
});

describe('-w is refused', () => {
  it.each([
    [['targets', '-'], '-w cannot read standard input again: give a file'],
    [['targets', 'nowhere.json'], 'nowhere.json does not exist'],
    [['targets', 'targets.json', '--every', 'often'], '--every often is not a duration'],
  ])('where it cannot run: %j', async (words, said) => {
    const { stdout, stderr, exitCode } = await watched([], { columns: 80, stdin: '[]' }, words);
    expect(stderr).toContain(said);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});
