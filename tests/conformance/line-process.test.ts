import { describe, expect, it } from 'vitest';
import { LineProcess } from './line-process.js';

describe('LineProcess', () => {
  it('answers each line with a line', async () => {
    const cat = new LineProcess({ program: 'cat', args: [] });
    expect(await Promise.all([cat.ask(['a\n', 'b\n']), cat.ask(['c\n'])])).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
    cat.end();
  });

  it.each([
    ['could not be started', 'no-such-program'],
    ['ended with exit code 1', 'false'],
  ])('rejects every question to a process that %s, late ones too', async (reason, program) => {
    const gone = new LineProcess({ program, args: [] });
    for (const question of ['early\n', 'late\n'])
      await expect(gone.ask([question])).rejects.toThrow(reason);
  });
});
