import { HookCommands } from '@k8s-backup-target/juju';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JujuSimulator } from '../index.js';
import { parseSettings } from './settings-document.js';

/** Returns the document that `HookCommands` passes to `relation-set --file -` for these changes. */
async function documentFor(changes: Readonly<Record<string, string>>): Promise<string> {
  let document = '';
  const simulator = new JujuSimulator();
  simulator.addApplication('my-app');
  const { context } = simulator.open(simulator.hook('my-app/0', 'install'));
  const juju = new HookCommands(context, async (_command, _args, stdin = '') => {
    document = stdin;
    return { status: 0, signal: null, stdout: '', stderr: '' };
  });
  await juju.writeLocalApplicationData('backup:1', changes);
  return document;
}

describe('the document of relation-set --file', () => {
  it.each([
    ['compact JSON', '{"k":"v"}', { k: 'v' }],
    ['JSON indented with tabs', '{\n\t"k":\t"v"\n}\n', { k: 'v' }],
    [
      'escapes of the basic plane',
      '{"k":"\\u00e9\\u0000\\n\\t\\b\\f\\"\\\\"}',
      { k: 'é\0\n\t\b\f"\\' },
    ],
    [
      'an escaped backslash before what looks like a surrogate',
      '{"k":"\\\\ud83d\\\\/"}',
      { k: '\\ud83d\\/' },
    ],
    ['raw characters', '{"k":"é日本😀\u00a0\ufeff\ufffd"}', { k: 'é日本😀\u00a0\ufeff\ufffd' }],
    ['a raw next line, folded to a space', '{"k":"a \u0085 b"}', { k: 'a b' }],
    ['a raw line separator, spaces at it eaten', '{"k":"a \u2028 b"}', { k: 'a\u2028b' }],
    ['a duplicate key, of which the last wins', '{"k":"a","k":"b"}', { k: 'b' }],
    ['plain YAML', 'k: v\nother: "w"\n', { k: 'v', other: 'w' }],
    [
      'scalars as the text they are',
      'a: 123\nb: 1.50\nc: true\nd: yes',
      { a: '123', b: '1.50', c: 'true', d: 'yes' },
    ],
    ['JSON scalars as the text they are', '{"a": 1.50, "b": true}', { a: '1.50', b: 'true' }],
    ['null, which deletes', '{"a": null, "b": "null", "c": ~}', { a: '', b: 'null', c: '' }],
    ['nothing', '', {}],
    ['an empty object', '{}', {}],
  ])('may be %s', async (_what, document, settings) => {
    expect(await parseSettings(document)).toEqual(settings);
  });

  it('keeps keys that objects have by themselves', async () => {
    const settings = await parseSettings('{"__proto__":"a","constructor":"b"}');
    expect(Object.entries(settings)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it.each([
    [
      'an escaped surrogate pair',
      '{"k":"\\ud83d\\ude00"}',
      'found invalid Unicode character escape code',
    ],
    ['an escaped lone surrogate', '{"k":"\\uD800"}', 'found invalid Unicode character escape code'],
    ['an escaped slash', '{"k":"a\\/b"}', 'found unknown escape character'],
    ['DEL', '{"k":"\u007f"}', 'control characters are not allowed'],
    ['C1', '{"k":"\u0099"}', 'control characters are not allowed'],
    ['a noncharacter', '{"k":"\uffff"}', 'control characters are not allowed'],
    [
      'a nested map',
      '{"k":{"a":"b"}}',
      'unmarshal errors:\n  line 1: cannot unmarshal !!map into string',
    ],
    [
      'a nested list',
      '{"k":["a"]}',
      'unmarshal errors:\n  line 1: cannot unmarshal !!seq into string',
    ],
    [
      'a list',
      '["a"]',
      'unmarshal errors:\n  line 1: cannot unmarshal !!seq into map[string]string',
    ],
    [
      'a scalar',
      'haha',
      'unmarshal errors:\n  line 1: cannot unmarshal !!str `haha` into map[string]string',
    ],
    ['a very long key', `{"${'k'.repeat(1100)}":"v"}`, "did not find expected ',' or '}'"],
  ])('is refused with %s', async (_what, document, message) => {
    await expect(parseSettings(document)).rejects.toMatchObject({
      status: 1,
      message: `yaml: ${message}`,
    });
  });

  it('is refused if it is not UTF-8 or not YAML', async () => {
    await expect(parseSettings(Uint8Array.of(0x7b, 0xff, 0x7d))).rejects.toMatchObject({
      message: 'yaml: invalid leading UTF-8 octet',
    });
    await expect(parseSettings('{"k"')).rejects.toMatchObject({ status: 1 });
  });

  it('is read as the very strings that HookCommands writes, whatever they are', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, text), async (changes) => {
        const parsed = await parseSettings(Buffer.from(await documentFor(changes)));
        expect(Object.entries(parsed)).toEqual(Object.entries(changes));
      }),
    );
  });

  it('takes 16 MiB', async () => {
    const value = 'x'.repeat(16 * 1024 * 1024);
    expect((await parseSettings(Buffer.from(JSON.stringify({ value }))))['value']).toBe(value);
  });
});
