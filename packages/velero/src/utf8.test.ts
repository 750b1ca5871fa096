import fc from 'fast-check';
import { expect, it } from 'vitest';
import { utf8 } from './utf8.js';

it('encodes as TextEncoder does, lone surrogates too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)));
    }),
    { examples: [['\ud800'], ['a\udc00b'], ['%41']] },
  );
});
