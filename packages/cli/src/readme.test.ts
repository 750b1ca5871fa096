import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  it('ends quietly when its output is closed', async () => {
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

  it('reads standard input that a file names, or none', async () => {
    expect((await shell.run('kbt validate < spec.yaml')).exitCode).toBe(1);
    expect(await shell.run('kbt validate < /dev/null')).toMatchObject({ exitCode: 2 });
  });
});

describe('completion', () => {
  it('is a script that bash takes', async () => {
    expect(await shell.run('kbt completion bash | bash -n')).toEqual({ exitCode: 0, output: '' });
  });

  describe('in bash', () => {
    const NAMES = ['my spec.yaml', 'a:b.yaml', "it's.yaml", '$(touch forged).yaml', 'sub/x.yaml'];
    let folder = '';

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'kbt-names-'));
      mkdirSync(join(folder, 'sub'));
      for (const name of NAMES) writeFileSync(join(folder, name), '');
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** Returns the words that bash would put in the place of a line's last word, which may be empty. */
    async function offered(line: string): Promise<string[]> {
      const script = [
        `cd ${quoted(folder)}`,
        'compopt() { :; }',
        'source <(kbt completion bash)',
        `COMP_LINE=${quoted(line)} COMP_POINT=${line.length} COMP_WORDS=(kbt ${quoted(line.split(' ').at(-1) ?? '')}) COMP_CWORD=1`,
        '__kbt_complete',
        `printf '%s\\n' "\${COMPREPLY[@]}"`,
      ].join('\n');
      const { output } = await shell.run(`bash -c ${quoted(script)}`);
      return output.split('\n').filter((word) => word !== '');
    }

    it.each([
      ['kbt wh', ['why']],
      ['kbt targets --output=w', ['wide']],
      ['kbt validate my', ['my spec.yaml']],
      ['kbt validate my\\ sp', ['my spec.yaml']],
      ['kbt validate my\\ ', ['my spec.yaml']],
      ["kbt validate it\\'", ["it's.yaml"]],
      ['kbt validate a:', ['b.yaml']],
      ['kbt validate s', ['sub']],
      ['kbt validate sub/', ['sub/x.yaml']],
      ['kbt validate "my', []],
      ['kbt nothing ', []],
    ])('offers for `%s` %j', async (line, words) => {
      expect(await offered(line)).toEqual(words);
    });

    it('runs nothing of what was typed, or of the names that it offers', async () => {
      expect(await offered('kbt validate $(touch forged) ')).toHaveLength(NAMES.length);
      expect(await offered('kbt validate -x=$(touch\tforged)=')).toEqual([]);
      expect(await offered('kbt validate \\$')).toEqual(['$(touch forged).yaml']);
      expect(readdirSync(folder)).not.toContain('forged');
    });
  });

  it.each(['bash', 'zsh', 'fish'])('evaluates nothing in %s', async (name) => {
    const { output } = await shell.run(`kbt completion ${name}`);
    expect(output.split('\n')[0]).toContain('kbt');
    expect(output).not.toMatch(/^[^#]*\b(?:eval|compgen -W)\b/m);
  });

  it.each([
    ['wh', ['why']],
    ['validate sp', ['spec.yaml']],
    ['targets -o ""', ['table', 'wide', 'json', 'yaml', 'name']],
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
