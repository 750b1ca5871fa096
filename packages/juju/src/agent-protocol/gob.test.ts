import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedCommands, writtenBy } from '../test-data/recorded-exchanges.js';
import {
  ANSWER_HEADER,
  COMMAND,
  COMMAND_WITH_TOKEN,
  GobDecoder,
  GobEncoder,
  GobError,
  MessageSplitter,
  NO_OUTCOME,
  OUTCOME,
  REQUEST_HEADER,
  type StructType,
  type StructValue,
} from './index.js';

const LIMIT = 1024 * 1024;
const CLIENT = [REQUEST_HEADER, COMMAND_WITH_TOKEN] as const;

/** The structs of a stream that alternates between a header and what follows it. */
function read(bytes: Uint8Array, wanted: (previous: readonly StructValue[]) => StructType) {
  const decoder = new GobDecoder();
  const values: StructValue[] = [];
  for (const message of new MessageSplitter(LIMIT).push(bytes)) {
    const value = decoder.decode(message, wanted(values));
    if (value !== null) values.push(value);
  }
  return values;
}

function readRequests(bytes: Uint8Array): StructValue[] {
  return read(bytes, (previous) => CLIENT[previous.length % 2] ?? REQUEST_HEADER);
}

function readAnswers(bytes: Uint8Array): StructValue[] {
  return read(bytes, (previous) => {
    const error = previous.length % 2 === 0 ? undefined : previous.at(-1)?.['Error'];
    if (previous.length % 2 === 0) return ANSWER_HEADER;
    return error === undefined ? OUTCOME : NO_OUTCOME;
  });
}

describe('GobEncoder', () => {
  it.each(recordedCommands)('writes $line to Juju $version as its own client does', (recorded) => {
    const bytes = writtenBy('client', recorded);
    const encoder = new GobEncoder();
    const command = recorded.version.startsWith('4') ? COMMAND : COMMAND_WITH_TOKEN;
    const again = readRequests(bytes).map((value, index) =>
      Buffer.concat(encoder.encode(index % 2 === 0 ? REQUEST_HEADER : command, value)),
    );
    expect(Buffer.concat(again).toString('hex')).toBe(bytes.toString('hex'));
  });

  it.each(recordedCommands)('answers $line as the agent of Juju $version does', (recorded) => {
    const bytes = writtenBy('server', recorded);
    const encoder = new GobEncoder();
    const answers = readAnswers(bytes);
    const again = answers.map((value, index) => {
      const body = answers[index - 1]?.['Error'] === undefined ? OUTCOME : NO_OUTCOME;
      return Buffer.concat(encoder.encode(index % 2 === 0 ? ANSWER_HEADER : body, value));
    });
    expect(Buffer.concat(again).toString('hex')).toBe(bytes.toString('hex'));
  });
});

describe('GobDecoder', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 });
  const command = fc.record({
    ContextId: text,
    Dir: text,
    CommandName: text,
    Args: fc.array(text),
    StdinSet: fc.boolean(),
    Stdin: fc.uint8Array(),
  });

  it('reads back what was written, zero values as absent', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 5 }), fc.nat(9), (values, size) => {
        const encoder = new GobEncoder();
        const bytes = Buffer.concat(values.flatMap((value) => encoder.encode(COMMAND, value)));
        const splitter = new MessageSplitter(LIMIT);
        const decoder = new GobDecoder();
        const found: StructValue[] = [];
        for (let start = 0; start < bytes.length; start += size + 1) {
          for (const message of splitter.push(bytes.subarray(start, start + size + 1))) {
            const value = decoder.decode(message, COMMAND);
            if (value !== null) found.push(plain(value));
          }
        }
        expect(found).toEqual(values.map(plain));
      }),
    );
  });

  it.each([0, 1, -1, 127, 128, -128, -129, 255, 256, 65_536, 2 ** 31, 2 ** 52 - 1, -(2 ** 52)])(
    'reads the exit status %d',
    (code) => {
      const bytes = Buffer.concat(new GobEncoder().encode(OUTCOME, { Code: code }));
      expect(read(bytes, () => OUTCOME)[0]?.['Code'] ?? 0).toBe(code);
    },
  );

  it('skips fields that it does not know, of whatever type', () => {
    const recorded = Buffer.from(FROM_A_LATER_JUJU, 'hex');
    expect(read(recorded, () => OUTCOME)[0]).toMatchObject({ Code: 7 });
    expect(String(read(recorded, () => OUTCOME)[0]?.['Stdout'])).toBe('out');
  });

  it('refuses a field of another type than is wanted', () => {
    const other = { ...OUTCOME, fields: [{ name: 'Code', type: 6 }] };
    const bytes = Buffer.concat(new GobEncoder().encode(other, { Code: 'text' }));
    expect(() => read(bytes, () => OUTCOME)).toThrow('has a field Code of another type');
  });

  it.each([
    ['a value of a type that was not defined', '03ff8200'],
    ['a definition of nothing', '03ff8100'],
    ['a number of nine bytes', '0af7010203040506070809'],
    ['bytes after its end', '0b7f0301010154 01ff800000ff'.replace(' ', '')],
    ['nothing at all', '00'],
  ])('refuses %s', (_, hex) => {
    expect(() => read(Buffer.from(hex, 'hex'), () => OUTCOME)).toThrow(GobError);
  });

  it('refuses the 65th definition, however small', () => {
    const definitions = Array.from({ length: 65 }, (_, index) =>
      new GobEncoder().encode({ id: 64 + index, name: '', fields: [] }, {}).slice(0, 2),
    );
    const bytes = Buffer.concat(definitions.flat());
    expect(() => read(bytes, () => OUTCOME)).toThrow('defines more types');
  });

  it('refuses a definition with 100,000 fields', () => {
    const fields = Array.from({ length: 100_000 }, () => ({ name: 'F', type: 2 }));
    const [, ...definition] = new GobEncoder().encode({ id: 64, name: '', fields }, {});
    expect(() => new GobDecoder().decode(Buffer.concat(definition), OUTCOME)).toThrow(
      'defines more types',
    );
  });

  it('never does anything but answer or refuse, whatever bytes it is given', () => {
    const recorded = fc.constantFrom(...recordedCommands.map((each) => writtenBy('server', each)));
    const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) });
    fc.assert(
      fc.property(recorded, fc.array(change, { maxLength: 4 }), (bytes, changes) => {
        const mutated = Buffer.from(bytes);
        for (const { at, byte } of changes) mutated[Math.floor(at * (bytes.length - 1))] = byte;
        try {
          readAnswers(mutated);
        } catch (error) {
          expect(error).toBeInstanceOf(GobError);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe('MessageSplitter', () => {
  it('waits for what a truncated stream lacks, at each byte', () => {
    for (const recorded of recordedCommands) {
      const bytes = writtenBy('server', recorded);
      const whole = new MessageSplitter(LIMIT).push(bytes).length;
      for (let end = 0; end < bytes.length; end++) {
        const splitter = new MessageSplitter(LIMIT);
        const before = splitter.push(bytes.subarray(0, end)).length;
        expect(before).toBeLessThan(whole);
        expect(before + splitter.push(bytes.subarray(end)).length).toBe(whole);
      }
    }
  });

  it('refuses a message beyond the limit as soon as its length is there', () => {
    const splitter = new MessageSplitter(1000);
    expect(() => splitter.push(Buffer.from('fe03e9', 'hex'))).toThrow(
      'is 1001 bytes long, more than 1000',
    );
  });

  it('joins a long message once: 16 MiB in chunks of 64 bytes', () => {
    const splitter = new MessageSplitter(2 ** 25);
    const [length, body] = [Buffer.from('fc01000000', 'hex'), Buffer.alloc(2 ** 24, 1)];
    splitter.push(length);
    let found: readonly Uint8Array[] = [];
    for (let start = 0; start < body.length; start += 64) {
      found = splitter.push(body.subarray(start, start + 64));
    }
    expect(found.map(({ length: size }) => size)).toEqual([2 ** 24]);
  });
});

/** Without zero values, and bytes as a list of numbers. */
function plain(value: StructValue): StructValue {
  const entries = Object.entries(value).map(([key, field]) => [
    key,
    field instanceof Uint8Array ? [...field].map(String) : field,
  ]);
  return Object.fromEntries(
    entries.filter(([, field]) => (Array.isArray(field) ? field.length > 0 : Boolean(field))),
  );
}

/**
 * Written by Go's encoder: a struct `ExecResponse` of a map of slices of structs with floats, complex
 * numbers and booleans, `Code`, an array, a struct that holds itself, a time, which encodes itself, and
 * `Stdout`.
 */
const FROM_A_LATER_JUJU =
  '587f0301010c45786563526573706f6e736501ff8000010601064265666f726501ff86000104436f646501040001' +
  '05417272617901ff880001044465657001ff8a00010454696d6501ff8c0001065374646f7574010a00000027ff85' +
  '040101166d61705b737472696e675d5b5d6d61696e2e4974656d01ff8600010c01ff8400000dff83020102ff8400' +
  '01ff82000024ff81030101044974656d01ff82000103010146010800010143010e00010142010200000018ff8701' +
  '0101085b325d75696e743801ff880001060104000022ff89030101044465657001ff8a00010201044465657001ff' +
  '8a0001014e010400000010ff8b0501010454696d6501ff8c00000037ff800101016b0201fef83f01004001010000' +
  '010e010201020101020600010800010f010000000e7791f70100000000ffff01036f757400';
