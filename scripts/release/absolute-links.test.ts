import { describe, expect, it } from 'vitest';
import { withAbsoluteLinks } from './absolute-links.js';

const origin = { address: 'https://github.com/owner/name', tag: 'v1.2.3', folder: 'packages/lint' };
const BASE = 'https://github.com/owner/name';

function converted(markdown: string): string {
  return withAbsoluteLinks(markdown, '.', origin);
}

describe('withAbsoluteLinks', () => {
  it.each([
    ['[a](../schema)', `[a](${BASE}/tree/v1.2.3/packages/schema)`],
    ['[a](../schema/)', `[a](${BASE}/tree/v1.2.3/packages/schema)`],
    ['[a](package.json#x)', `[a](${BASE}/blob/v1.2.3/packages/lint/package.json#x)`],
    ['![a](../../LICENSE "b")', `![a](${BASE}/blob/v1.2.3/LICENSE "b")`],
    ['[a]: ../../README.md', `[a]: ${BASE}/blob/v1.2.3/README.md`],
  ])('leads %s to the released commit', (link, expected) => {
    expect(converted(`See\n${link}\nand more.`)).toContain(expected);
  });

  it.each(['[a](https://x.org/y)', '[a](#anchor)', '[a](mailto:a@example.org)', 'a [b] (c)'])(
    'leaves %s',
    (text) => {
      expect(converted(text)).toBe(text);
    },
  );

  it('leaves code', () => {
    const code = '```ts\nconst a = b[c](../d);\n```\n';
    expect(converted(`${code}[a](../schema)\n${code}`).split(code)).toHaveLength(3);
  });

  it('refuses a link that leads nowhere', () => {
    expect(() => converted('[a](../no-such-package)')).toThrow('no-such-package');
  });
});
