/**
 * Texts that once were good, damaged at random: kbt reads them or says why not, and never fails of itself.
 * `KBT_FUZZ_RUNS=100000 KBT_FUZZ_SEED=1 npx vitest run packages/cli/src/mutated-input.test.ts` is a long run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, kbt } from './testing/kbt.js';

const RUNS = Number(process.env['KBT_FUZZ_RUNS'] ?? 150);
const SEED = Number(process.env['KBT_FUZZ_SEED'] ?? 20_261_129);
const SECONDS = Math.max(60, RUNS);

const UNIT = 'juju-show-unit-integrator-0.json';
const COMMANDS = [
  ['validate', '-'],
  ['targets', '-'],
  ['targets', UNIT, '-'],
  ['status', UNIT, '-'],
  ['why', 'wordpress', '-', 'velero.json'],
  ['why', 'wordpress', UNIT, '-'],
  ['diff', '-', 'velero.json', '--schedule', '@daily'],
  ['diff', UNIT, '-', '--schedule', '@daily'],
  ['doctor', UNIT, '-'],
  ['preview', '-', 'inventory.json'],
  ['preview', 'new.yaml', '-'],
  ['render', '-', '--schedule', '@daily', '--app', 'wordpress', '--juju-model', 'm'],
];

const TEXTS = [EXAMPLES, join(EXAMPLES, '../src/juju/test-data')].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(?:json|yaml|txt|md)$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);

/** Signs and values that a parser or a reader of fields may stumble over. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '\\',
    '\n',
    '\t',
    '- ',
    '? ',
    '&a ',
    '*a',
    '<<: *a',
    '|',
    '>',
  ],
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1e999',
    '""',
    '{}',
    '[]',
    '[null]',
    '{"":null}',
    '"__proto__"',
    '\u0000',
  ],
  ...[
    '\ud800',
    '\ufeff',
    '\u202e',
    '---\n',
    '...\n',
    '%YAML 9\n',
    '!!binary ',
    '!x ',
    '"constructor"',
    '2026-13-45',
  ],
];

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(2000)),
  text: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })),
});

/** Puts a text in the place of a stretch, or of the whole value that begins there. */
function edited(text: string, { at, length, text: piece }: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + piece + text.slice(start + length);
}

/** Puts another value in the place of one in a JSON text, which stays JSON. */
function withOtherValue(text: string, { at, text: piece }: Edit): string {
  const values = [
    ...text.matchAll(/(?<=: |\[|, |^\s*)(?:"(?:[^"\\]|\\.)*"|\d+|true|false|null)(?=[,\]}\s])/gm),
  ];
  const chosen = values[Math.floor(at * values.length)];
  if (chosen === undefined) return text;
  return text.slice(0, chosen.index) + piece + text.slice(chosen.index + chosen[0].length);
}

const damaged = fc
  .record({
    text: fc.constantFrom(...TEXTS),
    edits: fc.array(fc.tuple(fc.boolean(), edit), { minLength: 1, maxLength: 4 }),
  })
  .map(({ text, edits }) =>
    edits.reduce((now, [isWhole, one]) => (isWhole ? withOtherValue : edited)(now, one), text),
  );

describe('a damaged text', () => {
  it(`is read or refused by name, ${RUNS} times`, { timeout: SECONDS * 1000 }, async () => {
    const run = fc.asyncProperty(fc.constantFrom(...COMMANDS), damaged, async (words, stdin) => {
      const { exitCode, stdout, stderr } = await kbt(words, { stdin });
      expect(stderr).not.toContain('internal');
      expect(exitCode === 0 ? 'fine' : stdout + stderr).not.toBe('');
    });
    await fc.assert(run, { numRuns: RUNS, seed: SEED });
  });
});
