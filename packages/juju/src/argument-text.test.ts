import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argumentFor, argumentsFor } from './argument-text.js';

const MAX = 131_071;

describe('argumentsFor', () => {
  it('loses nothing, and never exceeds what an argument may be', () => {
    const unit = fc.constantFrom('a', 'é', '日', '😀', '\n');
    fc.assert(
      fc.property(
        unit,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 9 }),
        (char, parts, odd) => {
          const text = 'x'.repeat(odd) + char.repeat((parts * MAX) / Buffer.byteLength(char));
          const args = argumentsFor(text);
          expect(args.join('')).toBe(text);
          for (const arg of args) expect(Buffer.byteLength(arg)).toBeLessThanOrEqual(MAX);
          for (const arg of args) expect(arg.isWellFormed()).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('replaces NUL, which no argument can hold', () => {
    expect(argumentsFor('a\0b')).toEqual(['a\ufffdb']);
  });

  it('has one argument for no text, as a message may be empty', () => {
    expect(argumentsFor('')).toEqual(['']);
  });

  it('goes on after lone surrogates', () => {
    expect(argumentsFor('\ud83d'.repeat(MAX)).join('')).toHaveLength(MAX);
  });
});

describe('argumentFor', () => {
  it('cuts at what one argument may be', () => {
    expect(argumentFor('é'.repeat(MAX))).toBe('é'.repeat((MAX - 1) / 2));
  });
});
