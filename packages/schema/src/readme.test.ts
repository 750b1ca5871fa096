import { fileURLToPath } from 'node:url';
import { statedBlocks, statedValues } from '@k8s-backup-target/tools/stated-values';
import { describe, expect, it } from 'vitest';

const README = fileURLToPath(new URL('../README.md', import.meta.url));
const BLOCKS = statedBlocks(README);

describe('README.md', () => {
  it('states values', () => {
    expect(BLOCKS.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0);
  });

  it.each(BLOCKS)('runs as stated: block $number', async (block) => {
    const values = await statedValues(README, block);
    expect(values).toHaveLength(block.count);
    expect(values.map(({ actual }) => actual)).toEqual(values.map(({ stated }) => stated));
  });
});
