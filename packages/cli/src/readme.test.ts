import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleExamples } from './testing/console-blocks.js';
import { openShell, type Shell } from './testing/shell.js';

const README = fileURLToPath(new URL('../README.md', import.meta.url));
const EXAMPLES = consoleExamples(README, 'console');

let shell: Shell;

beforeAll(async () => {
  shell = await openShell();
});

afterAll(() => shell.close());

describe('README.md', () => {
  it('shows examples', () => {
    expect(EXAMPLES.length).toBeGreaterThan(5);
  });

  it.each(EXAMPLES)('prints what `$line` prints', async ({ line, output }) => {
    const ran = await shell.run(line);
    expect(ran.output.trimEnd()).toBe(output);
  });
});

describe('the command as a process', () => {
  it('ends quietly when nobody reads on', async () => {
    const files = Array.from({ length: 400 }, () => 'juju-show-unit-integrator-0.json').join(' ');
    const ran = await shell.run(`kbt validate ${files} | head -n 1`);
    expect(ran.output.split('\n').filter((line) => line !== '')).toHaveLength(1);
  });

  it('exits 0 when all is fine, 1 for problems, 2 when it cannot run', async () => {
    const fine = `echo '{"include_namespaces": ["a"]}' | kbt validate`;
    expect((await shell.run(fine)).exitCode).toBe(0);
    expect((await shell.run('kbt validate spec.yaml')).exitCode).toBe(1);
    expect((await shell.run('kbt validate nowhere.yaml')).exitCode).toBe(2);
  });

  it('reads standard input that a file stands for, or none', async () => {
    expect((await shell.run('kbt validate < spec.yaml')).exitCode).toBe(1);
    expect(await shell.run('kbt validate < /dev/null')).toMatchObject({ exitCode: 2 });
  });
});

describe('completion', () => {
  it('is a script that bash takes', async () => {
    expect(await shell.run('kbt completion bash | bash -n')).toEqual({ exitCode: 0, output: '' });
  });

  it('runs nothing of what was typed', async () => {
    const script = [
      '_get_comp_words_by_ref() { words=(kbt "\\$(touch forged)"); cword=1; cur=x; prev=kbt; }',
      'compopt() { :; }',
      'source <(kbt completion bash)',
      '__kbt_complete',
      'test ! -e forged',
    ].join('\n');
    const { exitCode } = await shell.run(`bash -c ${quoted(script)}`);
    expect(exitCode).toBe(0);
  });

  it.each([
    ['wh', ['why']],
    ['validate sp', ['spec.yaml']],
    ['targets -o ""', ['table', 'wide', 'json', 'yaml']],
    ['completion ""', ['bash', 'zsh', 'fish']],
    ['render --to ""', ['schedule', 'backup', 'velero-backup-config']],
  ])('of `%s` offers %j', async (words, expected) => {
    const { output } = await shell.run(`kbt complete -- ${words}`);
    const offered = output.split('\n').flatMap((line) => /^([^:\t]+)\t/.exec(line)?.[1] ?? []);
    expect(offered).toEqual(expected);
  });
});

/** One word to a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
