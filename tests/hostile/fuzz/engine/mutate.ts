import type { Unequal } from './coverage.js';
import type { Random } from './random.js';

/** Bytes at which readers of texts and of numbers turn. */
const TURNING = Buffer.from([
  0, 1, 9, 10, 13, 32, 34, 39, 44, 48, 58, 91, 92, 93, 123, 125, 127, 128, 255,
]);
/** Parts of JSON, YAML and Kubernetes' own syntax. */
const PARTS: readonly [string, ...string[]] = [
  ...([
    'null',
    'true',
    '0',
    '-1',
    '1e999',
    '""',
    '{}',
    '[]',
    '{"":null}',
    '"__proto__":{},',
  ] as const),
  ...([
    '"constructor"',
    '\\u0000',
    '\\ud800',
    '\u202e',
    '\ufeff',
    '---\n',
    '- ',
    '? ',
    '&a ',
    '*a',
  ] as const),
  ...([
    '!!binary ',
    '|\n',
    '2026-13-45',
    'é',
    '\u0000',
    '*',
    '[]',
    '"kind":"',
    '"items":[',
    '"metadata":{',
  ] as const),
];

type Change = (bytes: Buffer, at: number, random: Random, unequal: readonly Unequal[]) => Buffer;

/** Puts bytes in the place of a stretch. */
function put(bytes: Buffer, at: number, length: number, middle: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(at + length)]);
}

/** What the code compared and found to differ, made equal; put in where neither is to be found. */
function withTheOther(
  bytes: Buffer,
  at: number,
  random: Random,
  unequal: readonly Unequal[],
): Buffer {
  const [a, b] = unequal[random.below(unequal.length)] ?? ['', ''];
  const [from, to] = random.below(2) === 0 ? [a, b] : [b, a];
  const found = from === '' ? -1 : bytes.indexOf(from);
  if (found === -1) return put(bytes, at, 0, Buffer.from(to));
  return put(bytes, found, Buffer.byteLength(from), Buffer.from(to));
}

const CHANGES: readonly [Change, ...Change[]] = [
  (bytes, at, random) =>
    put(bytes, at, 1, Buffer.from([(bytes[at] ?? 0) ^ (1 << random.below(8))])),
  (bytes, at, random) => put(bytes, at, 1, Buffer.from([random.below(256)])),
  (bytes, at, random) =>
    put(bytes, at, random.below(2), Buffer.from([TURNING[random.below(TURNING.length)] ?? 0])),
  (bytes, at, random) => put(bytes, at, 1 + random.below(8), Buffer.alloc(0)),
  (bytes, at, random) => put(bytes, at, random.below(bytes.length - at + 1), Buffer.alloc(0)),
  (bytes, at, random) => put(bytes, at, random.below(6), Buffer.from(random.one(PARTS))),
  withTheOther,
  withTheOther,
  (bytes, at, random) => {
    const from = random.below(bytes.length + 1);
    return put(bytes, at, 0, bytes.subarray(from, from + 1 + random.below(64)));
  },
  (bytes, at, random) => {
    const part = bytes.subarray(at, at + 1 + random.below(16));
    return put(bytes, at, 0, Buffer.concat(Array(1 + random.below(40)).fill(part)));
  },
];

/** An input, of one that is known and perhaps the end of another. */
export function mutated(
  bytes: Buffer,
  { other, unequal, longest }: { other: Buffer; unequal: readonly Unequal[]; longest: number },
  random: Random,
): Buffer {
  let made = bytes;
  if (random.below(10) === 0) {
    const [at, from] = [random.below(bytes.length + 1), random.below(other.length + 1)];
    made = Buffer.concat([bytes.subarray(0, at), other.subarray(from)]);
  }
  for (let left = 1 << random.below(4); left > 0; left -= 1)
    made = random.one(CHANGES)(made, random.below(made.length + 1), random, unequal);
  return made.subarray(0, longest);
}
