import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const ESCAPE = '\u001b[';
const TABLE = ['targets', 'juju-show-unit-integrator-0.json'];

describe('--color', () => {
  it.each([
    [['--color', 'always'], false, true],
    [['--color=always'], false, true],
    [['--color', 'never'], true, false],
    [['--color', 'auto'], true, true],
    [['--color', 'auto'], false, false],
    [[], true, true],
    [['--color', 'never', '--color', 'always'], false, true],
  ])('%j, on a terminal with colours: %s', async (words, isColourful, colours) => {
    const { stdout } = await kbt([...TABLE, ...words], { isColourful });
    expect(stdout.includes(ESCAPE)).toBe(colours);
  });

  it('holds for errors, those of the command line among them', async () => {
    const lines = [
      ['targts', '--color', 'always'],
      ['targets', 'nowhere.yaml', '--color=always'],
    ];
    for (const line of lines) expect((await kbt(line)).stderr).toContain(ESCAPE);
  });

  it('colours neither JSON nor names', async () => {
    for (const format of ['json', 'yaml', 'name']) {
      const { stdout } = await kbt([...TABLE, '--color', 'always', '-o', format]);
      expect(stdout).not.toContain(ESCAPE);
    }
  });

  it('is one of three words', async () => {
    const { exitCode, stderr } = await kbt([...TABLE, '--color', 'sometimes']);
    expect(stderr).toContain('Allowed choices are auto, always, never');
    expect(exitCode).toBe(2);
  });
});
