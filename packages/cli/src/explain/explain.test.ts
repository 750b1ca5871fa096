import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

describe('kbt explain', () => {
  it.each([
    ['1h', '1h: 1 h = 0.0417 d'],
    ['0h', 'No Backup is made from such a spec'],
    ['30 d', 'must look like 72h, 30d'],
    ['0 2 * *', 'it has 4 fields instead of five'],
    ['*/90 * * * *', '*/90 * * * *: Every hour (UTC)'],
    ['0 */36 * * *', '0 */36 * * *: At 00:00 (UTC)'],
    ['0 0 5-9/7 * 1', 'on day 5 of the month'],
    ['TZ=UTC', 'it has a time zone and no fields'],
    ['additionalProperties', 'A requirer ignores it'],
  ])('says of %j: %s', async (what, said) => {
    expect((await kbt(['explain', what])).stdout).toContain(said);
  });

  it('gives the five fields of an expression with seconds', async () => {
    const { stdout } = await kbt(['explain', '0 0 3 ? * * *']);
    expect(stdout).toContain('has 7 fields instead of five');
    expect(stdout).toContain('; write 0 3 * * *: Velero reads neither seconds nor years');
  });
});
