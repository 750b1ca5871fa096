/** How the site looks, and whether everyone can use it. The screenshots lie in dist/screenshots. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, PHONE, useBrowser, visit } from './visit.js';

const SCREENSHOTS = 'dist/screenshots';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Pages of each kind: home, text with code, a wide picture, a page that is not there, and the page to try it on. */
const PAGES = ['/', '/start/python.html', '/contributing.html', '/404.html', '/playground.html'];
const SIZES = { desktop: DESKTOP, phone: PHONE } as const;
const SCHEMES = ['light', 'dark'] as const;

useBrowser();
beforeAll(() => {
  mkdirSync(SCREENSHOTS, { recursive: true });
});

/** What axe objects to, each as its rule and the elements. */
async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run({ resultTypes: ["violations"] })',
  );
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 5)
        .join(', ')}`,
  );
}

describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])('on a %s', (size) => {
  describe.each(SCHEMES)('in the %s', (colorScheme) => {
    it.each(PAGES)('%s fits, and axe finds nothing', async (path) => {
      const { page } = await visit(path, { viewport: SIZES[size], colorScheme });
      const name = path.replaceAll(/\W+/g, '-').replaceAll(/^-|-html$|-$/g, '') || 'home';
      await page.screenshot({
        path: `${SCREENSHOTS}/${name}-${size}-${colorScheme}.png`,
        fullPage: true,
      });
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow).toBe(0);
      expect(await faults(page)).toEqual([]);
    });
  });
});

describe('the page to try it on', () => {
  it.each(SCHEMES)(
    'has no fault with errors, changes and a story, in the %s',
    async (colorScheme) => {
      const { page } = await visit('/playground.html', { colorScheme });
      await page.getByLabel('Example', { exact: true }).selectOption('databag');
      await page.locator('.pg-finding.is-error').waitFor();
      await page.locator('[data-key="persistentvolumes//pv-exports"]').click();
      await page.getByRole('tab', { name: 'Next runs' }).click();
      await page.locator('time').first().waitFor();
      await page.screenshot({
        path: `${SCREENSHOTS}/playground-error-${colorScheme}.png`,
        fullPage: true,
      });
      expect(await faults(page)).toEqual([]);
    },
  );
});
