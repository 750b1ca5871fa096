import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FragmentError, fromFragment, toFragment } from './fragment.js';

const RELEASES = ['main', '1.18.3'];
const SHARED = { text: 'ttl: 30d\n', release: '1.18.3', cron: '0 2 * * *', baseline: 'ttl: 1d\n' };

function fragmentOf(text: string): string {
  return `#try=${deflateRawSync(text).toString('base64url')}`;
}

describe('a fragment', () => {
  it.each([
    ['a text and what it is compared with', SHARED],
    ['a text that is compared with itself', { ...SHARED, baseline: SHARED.text }],
    ['letters of all kinds', { ...SHARED, text: '# Zürich, 東京, 🚀 & <script>\n' }],
  ])('brings back %s', async (_, shared) => {
    expect(await fromFragment(`#${await toFragment(shared)}`, RELEASES)).toEqual(shared);
  });

  it('has only letters that no chat changes', async () => {
    expect(await toFragment(SHARED)).toMatch(/^try=[\w-]+$/);
  });

  it('is not made of what is too long for an address', async () => {
    const noise = Array.from({ length: 40_000 }, (_, index) => Math.sin(index)).join();
    expect(await toFragment({ ...SHARED, text: noise })).toBeNull();
    expect(await toFragment({ ...SHARED, text: 'x'.repeat(500_000) })).toBeNull();
  });

  it.each([['#'], [''], ['#a-heading'], ['#trying']])('is not ours: %s', async (fragment) => {
    expect(await fromFragment(fragment, RELEASES)).toBeNull();
  });

  it.each([
    ['cut off', `#${'try=q1YqSS0'}`],
    ['other letters', '#try=<script>'],
    ['a percent sign', '#try=%00'],
    ['nothing', '#try='],
    ['too long', `#try=${'A'.repeat(20_000)}`],
    ['a bomb', fragmentOf(`[1,"${'x'.repeat(9_000_000)}"]`)],
    ['no JSON', fragmentOf('[1,')],
    ['no list', fragmentOf('{"__proto__":1}')],
    ['another version', fragmentOf('[2,"a","1.18.3","",""]')],
    ['no text', fragmentOf('[1,5,"1.18.3","",""]')],
    ['a long cron expression', fragmentOf(`[1,"","1.18.3","${'*'.repeat(201)}",""]`)],
    ['an unknown release', fragmentOf('[1,"","0.0.1","",""]')],
    ['a list as the release', fragmentOf('[1,"",["1.18.3"],"",""]')],
  ])('that holds %s is refused', async (_, fragment) => {
    await expect(fromFragment(fragment, RELEASES)).rejects.toThrow(FragmentError);
  });
});
