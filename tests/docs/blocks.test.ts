/** Every block of every document is run, or compared, by a test. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { blocks, isReachedBy, REACHES } from './blocks.js';

const BLOCKS = blocks();

it('reaches every block', () => {
  const unreached = BLOCKS.filter((block) => !REACHES.some((reach) => isReachedBy(block, reach)));
  expect(unreached.map(({ document, line, info }) => `${document}:${line} ${info}`)).toEqual([]);
  expect(BLOCKS.length).toBeGreaterThan(100);
});

it.each(REACHES)('$test takes the blocks "$info" of $documents', (reach) => {
  expect(BLOCKS.some((block) => isReachedBy(block, reach))).toBe(true);
  expect(readFileSync(reach.test, 'utf8').includes(reach.by), reach.by).toBe(true);
});
