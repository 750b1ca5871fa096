import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { parseSource } from './parse-source.js';

const cwd = fileURLToPath(new URL('test-data', import.meta.url));
const read = (name: string) => readFileSync(join(cwd, name), 'utf8');

async function apps(words: readonly string[], stdin?: string) {
  const options = stdin === undefined ? { cwd } : { cwd, stdin };
  const { exitCode, stdout, stderr } = await kbt(['targets', ...words, '-o', 'json'], options);
  const rows: { app: string; state: string }[] = stdout === '' ? [] : JSON.parse(stdout).targets;
  return { exitCode, stderr, apps: rows.map(({ app }) => app) };
}

describe('a pasted show-unit', () => {
  it.each(['ansi.txt', 'crlf.yaml', 'indented.txt', 'prompt.txt'])('is read: %s', async (name) => {
    const found = await apps([name]);
    expect(found).toMatchObject({ exitCode: 0, apps: ['wordpress'] });
  });

  it.each(['pasted.txt', 'fenced.md'])('is read whole: %s', async (name) => {
    const { apps: found } = await apps([name]);
    expect(found).toContain('wordpress');
    expect(found.length).toBeGreaterThan(5);
  });

  const plain = read('indented.txt');
  it.each([
    ['a mail', plain.replace(/^/gm, '> ')],
    ['a reply to a mail', plain.replace(/^/gm, '> > ')],
    ['no-break spaces', plain.replace(/^ +/gm, (spaces) => spaces.replaceAll(' ', '\u00a0'))],
    ['a warning above', `WARNING this client is older than the controller\n${read('crlf.yaml')}`],
    ['a prompt of PowerShell', `PS C:\\> juju show-unit integrator/0\n${read('crlf.yaml')}`],
    ['a fence with text around it', `See this:\n\n\`\`\`\n${read('crlf.yaml')}\`\`\`\nThanks!\n`],
  ])('is read out of %s', async (_, stdin) => {
    expect(await apps([], stdin)).toMatchObject({ exitCode: 0, apps: ['wordpress'] });
  });

  it.each(['utf16le', 'utf16be', 'without mark'])('is read in UTF-16: %s', async (encoding) => {
    const folder = mkdtempSync(join(tmpdir(), 'kbt-utf16-'));
    const path = join(folder, 'unit.yaml');
    const mark = encoding === 'without mark' ? '' : '\ufeff';
    const bytes = Buffer.from(`${mark}${read('crlf.yaml')}`, 'utf16le');
    writeFileSync(path, encoding === 'utf16be' ? bytes.swap16() : bytes);
    expect(await apps([path])).toMatchObject({ exitCode: 0, apps: ['wordpress'] });
    rmSync(folder, { recursive: true });
  });

  it('keeps its line numbers', async () => {
    const text = read('prompt.txt').replace('"720h"', '"30x"');
    const { stdout } = await kbt(['validate', '-o', 'json'], { stdin: text });
    const line = text.split('\n').findIndex((one) => one.includes('backup_targets')) + 1;
    expect(JSON.parse(stdout).problems[0]).toMatchObject({ line });
  });

  it('that no cleaning helps is refused with its own line and column', async () => {
    const { exitCode, stderr } = await apps(['cut-in-quotes.txt']);
    expect(stderr).toMatch(/cut-in-quotes\.txt:\d+:\d+ is neither JSON nor YAML/);
    expect(exitCode).toBe(2);
  });
});

describe('several documents in one text', () => {
  const one = { app: 'a', relation_name: 'backup', model: 'm', spec: {} };
  const two = { ...one, app: 'b', spec: { label_selector: { '}': '"{' } } };

  it.each([
    ['JSON lines', `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`],
    ['JSON without a separator', JSON.stringify(one) + JSON.stringify(two)],
    ['indented JSON', `${JSON.stringify(one, null, 2)}\n${JSON.stringify(two, null, 2)}`],
  ])('are all read: %s', async (_, stdin) => {
    expect((await apps([], stdin)).apps).toEqual(['a', 'b']);
    const [, second] = await parseSource({ name: 'x', text: stdin });
    const { line, column } = second?.positionOf('/app') ?? { line: 0, column: 0 };
    expect(stdin.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^"b"/);
  });

  it('are all read where YAML of two models follows one another without ---', async () => {
    const { apps: found, exitCode } = await apps(['two-models-concat.yaml']);
    expect(found).toEqual(['wordpress', 'mysql', 'nextcloud', 'mariadb']);
    expect(exitCode).toBe(0);
    const [, second] = await parseSource({ name: 'x', text: read('two-models-concat.yaml') });
    const { line } = second?.positionOf('/integrator~10/relation-info/0') ?? { line: 0 };
    expect(read('two-models-concat.yaml').split('\n')[line - 1]).toContain('relation-id: 10');
    expect(line).toBeGreaterThan(10);
  });

  it.each([
    ['a field of a spec', 'ttl: 1d\nttl: 2d\n', 2],
    ['another field of a spec', 'include_namespaces: [a]\nttl: 1d\nttl: 2d\n', 3],
    [
      'a field of an object',
      'apiVersion: velero.io/v1\nkind: Backup\nspec: {ttl: 1h0m0s}\nspec: {}\n',
      4,
    ],
  ])('are not read out of %s that is given twice', async (_, stdin, line) => {
    const { exitCode, stderr } = await kbt(['validate'], { cwd, stdin });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`-:${line}:1 is neither JSON nor YAML: Map keys must be unique`);
  });
});

describe('a text that was cut off', () => {
  it('is noticed, and never counts as complete', async () => {
    const { exitCode, stderr } = await apps(['truncated.yaml']);
    expect(stderr).toContain('truncated.yaml: integrator/0 is cut off');
    expect(exitCode).toBe(2);
    for (const command of ['why', 'doctor', 'diff']) {
      const words = command === 'why' ? ['wordpress'] : ['../../../examples/velero.json'];
      const schedule = command === 'diff' ? ['--schedule', '0 2 * * *'] : [];
      const ran = await kbt([command, ...words, 'truncated.yaml', ...schedule], { cwd });
      expect(ran.stderr).toContain('is cut off');
      expect(ran.stdout).not.toMatch(/orphaned|schedule delete/);
    }
  });

  it('is noticed of a list of kubectl, whose kind comes last', async () => {
    const item = 'apiVersion: velero.io/v1\n  kind: Schedule\n  metadata: {name: a}\n';
    const stdin = `apiVersion: v1\nitems:\n- ${item}`;
    for (const command of ['doctor', 'backups']) {
      const ran = await kbt([command, '-'], { stdin });
      expect(ran.stderr).toContain('- has items and no kind, which kubectl prints behind them');
      expect(ran.exitCode).toBe(2);
    }
    expect((await kbt(['doctor', '-'], { stdin: `${stdin}kind: List\n` })).stderr).toBe('');
  });

  it('may be one that only lacks its last lines', async () => {
    const text = read('truncated.yaml').replace(/\n[^\n]+\n?$/, '\n');
    const { stderr } = await apps([], text);
    expect(stderr).toContain('integrator/0 may be cut off');
  });
});
