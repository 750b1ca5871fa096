import { anyText } from '@k8s-backup-target/tools/any-text';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { utf8, utf8Length } from './utf8.js';

it('encodes as TextEncoder does, lone surrogates too', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const encoded = new Uint8Array(new TextEncoder().encode(text));
      expect(utf8(text)).toEqual(encoded);
      expect(utf8Length(text)).toBe(encoded.length);
    }),
    {
      examples: [
        ['\ud800'],
        ['a\udc00b'],
        ['\udfff'],
        ['\x80\u0800\uffff'],
        ['\ud800\ud800\udc00'],
        ['%41'],
      ],
    },
  );
});
