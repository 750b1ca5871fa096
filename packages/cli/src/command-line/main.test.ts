import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { COMMANDS } from './commands.js';

const UNIT = 'juju-show-unit-integrator-0.json';
const ESCAPE = '\u001b[';

describe('kbt --help', () => {
  it('lists every command, with examples', async () => {
    const { exitCode, stdout } = await kbt(['--help']);
    expect(exitCode).toBe(0);
    await expect(stdout).toMatchFileSnapshot('../../help/kbt.txt');
  });

  it.each(COMMANDS)('$name explains itself', async ({ name }) => {
    const { exitCode, stdout } = await kbt([...name.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Examples:');
    await expect(stdout).toMatchFileSnapshot(`../../help/${name.replace(' ', '-')}.txt`);
  });

  it('fits the terminal', async () => {
    const { stdout } = await kbt(['why', '--help'], { columns: 80 });
    const prose = stdout.split('Examples:')[0] ?? '';
    expect(Math.max(...prose.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('kbt with a wrong word', () => {
  it.each([
    [['targts'], 'Did you mean targets?'],
    [['validate', '--velero-verson', '1.18.3', 'spec.yaml'], 'Did you mean --velero-version?'],
    [['validate', '-o', 'jsn', 'spec.yaml'], 'Allowed choices are table, json, yaml, sarif.'],
    [['why'], "missing required argument 'app'"],
    [['explain', 'include_namespace'], 'did you mean include_namespaces?'],
    [['validate', '--velero-version', 'latest', 'spec.yaml'], 'unknown-velero-version'],
    [['validate', 'nowhere.yaml'], 'nowhere.yaml does not exist'],
    [['validate', '-', '-'], '- means standard input: name it once'],
    [['explain', ''], '"" is not a rule, field, ttl or cron expression'],
    [['targets', 'new.yaml'], 'targets needs the targets'],
    [['why', 'shop', 'velero.json'], 'why needs the targets'],
    [
      ['preview', '--diff', 'old.yaml', 'new.yaml', 'spec.yaml', 'inventory.json'],
      'the input has old.yaml, new.yaml, spec.yaml',
    ],
    [['preview', 'spec.yaml', 'inventory.json'], '/exclude_namespace is not a field of a spec'],
    [
      ['preview', 'new.yaml', 'inventory.json', '--why', 'foo'],
      'foo is not in the cluster: write type/namespace/name',
    ],
    [['diff', UNIT, 'velero.json', '--endpoint', 'nope'], 'no relation at the endpoint nope'],
    [['targets'], 'there is nothing to read'],
    [['targets', '--unit', 'integrator/0'], 'there is no juju client on PATH'],
  ])('%j says what would be right and exits 2', async (words, said) => {
    const { exitCode, stdout, stderr } = await kbt(words, { env: { PATH: '/nowhere' } });
    expect(stderr).toContain(said);
    expect(stderr).toMatch(/^kbt: /);
    expect(stderr).not.toContain('internal');
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  it('names the application that is nearly spelt so', async () => {
    const { exitCode, stdout } = await kbt(['why', 'wordpres', UNIT]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Did you mean wordpress?');
  });
});

describe('a terminal', () => {
  it('gets colours', async () => {
    expect((await kbt(['targets', UNIT], { columns: 100, isColourful: true })).stdout).toContain(
      ESCAPE,
    );
    expect((await kbt(['targets', UNIT], { columns: 100 })).stdout).not.toContain(ESCAPE);
  });

  it.each([80, 120])('of %i columns is not overrun', async (columns) => {
    const { stdout } = await kbt(['targets', UNIT], { columns });
    const widths = stdout.split('\n').map((line) => [...line].length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
    expect(stdout).toContain('…');
  });

  it('that is invalid cuts nothing', async () => {
    expect((await kbt(['targets', UNIT])).stdout).not.toContain('…');
  });
});
