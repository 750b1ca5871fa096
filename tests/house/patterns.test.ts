import { check } from 'recheck';
import { describe, expect, it } from 'vitest';
import { sourcesBelow } from './import-graph.js';
import { patternsIn } from './patterns.js';

/** Patterns that read text that somebody else wrote: those of everything but tests and generators. */
const PATTERNS = ['packages', 'examples']
  .flatMap(sourcesBelow)
  .filter((path) => !/\.(test|bench)\.ts$|\/test-data\/|\/testing\//.test(path))
  .flatMap(patternsIn);

/** An attack succeeds by the steps that it takes: by the clock, each does on a busy machine. */
const PATIENT = { timeout: 240_000, attackTimeout: 60_000, incubationTimeout: 60_000 };

/**
 * Each takes linear time on any text: a databag holds up to 16 MiB, and one pattern that looks back would
 * stop a hook for good. recheck (Mizukami) decides it by an automaton, or finds an attack.
 */
describe('every regular expression that may see foreign text', () => {
  it('is found', () => {
    expect(PATTERNS.length).toBeGreaterThan(20);
  });

  it.each(PATTERNS)('$where /$source/$flags takes linear time', async ({ source, flags }) => {
    const { status } = await check(source, flags, PATIENT);
    expect(status).toBe('safe');
  });
});
