/** How much the page to try it on loads, and how fast it is. Sizes are held; times are written down. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, expect, inject, it } from 'vitest';
import { SAMPLE_CLUSTER } from '../../docs/.vitepress/theme/playground/examples/sample-cluster.js';
import { useBrowser, visit } from './visit.js';

const PATH = '/playground.html';
const REPORT = 'dist/reports/playground.json';
const report: Record<string, number> = {};
const folder = mkdtempSync(join(tmpdir(), 'browser-'));

useBrowser();
afterAll(() => {
  rmSync(folder, { recursive: true });
  mkdirSync('dist/reports', { recursive: true });
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
  console.log(JSON.stringify(report, null, 2));
});

/** Adds up the scripts that a page loads from now on, compressed. */
function weigh(page: Page): () => number {
  const paths = new Set<string>();
  page.context().on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.js')) paths.add(pathname);
  });
  return () =>
    [...paths]
      .map((path) => gzipSync(readFileSync(join(inject('site'), path))).length)
      .reduce((sum, size) => sum + size, 0);
}

it('loads less than 100 kB of scripts, and less than 250 kB with the editor', async () => {
  const { page } = await visit('/404.html');
  const weight = weigh(page);
  await page.goto(new URL(PATH, page.url()).href, { waitUntil: 'networkidle' });
  report['scripts at first, bytes'] = weight();
  expect(report['scripts at first, bytes']).toBeLessThan(100_000);
  await page.locator('.pg-plain').click();
  await page.locator('.cm-content').waitFor();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('label_se');
  await page.locator('.pg-suggestions').waitFor();
  await page.locator('.pg[aria-busy=false]').waitFor();
  await page.locator('.pg-finding').first().waitFor();
  report['scripts with the editor, bytes'] = weight();
  expect(report['scripts with the editor, bytes']).toBeGreaterThan(150_000);
  // CodeMirror, Vue, the packages and a YAML parser.
  expect(report['scripts with the editor, bytes']).toBeLessThan(250_000);
});

it('paints', async () => {
  const { page } = await visit(PATH);
  const entries = 'performance.getEntriesByName("first-contentful-paint")[0]?.startTime';
  // The browser notes it after the frame is shown, which may be after the page is there.
  const painted = await page.waitForFunction(entries);
  report['first contentful paint, ms'] = Math.round(Number(await painted.jsonValue()));
  expect(report['first contentful paint, ms']).toBeGreaterThan(0);
});

it('draws 5,000 objects', async () => {
  const { page } = await visit(PATH);
  const objects = Array.from({ length: 5000 }, (_, index) => ({
    resource: ['configmaps', 'secrets', 'services', 'pods'][index % 4] ?? 'pods',
    namespace: `team-${index % 25}`,
    name: `object-${index}`,
  }));
  const file = join(folder, 'large.json');
  const inventory = { ...SAMPLE_CLUSTER, objects: [...SAMPLE_CLUSTER.objects, ...objects] };
  writeFileSync(file, JSON.stringify(inventory));
  await page.getByLabel('Open an inventory').setInputFiles(file);
  await page.getByText('large.json, 5,050 objects').waitFor();
  await page.locator('.pg[aria-busy=false]').waitFor();
  expect(await page.locator('.pg-object[data-key]').count()).toBe(5050);
  report['5,050 objects: from a choice to the picture, ms'] = await timeOf(page, CHOOSE);
  report['5,050 objects: from pointing to the story, ms'] = await timeOf(page, POINT);
  const story = page.getByRole('complementary', { name: 'Why' });
  expect(await story.innerText()).toContain('team-0/object-0');
});

/** Measured in the page, so that the test's own ways do not count. */
function timeOf(page: Page, action: string): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const start = performance.now();
    const isDone = await (async () => { ${action} })();
    while (!isDone()) await new Promise(requestAnimationFrame);
    return Math.round(performance.now() - start);
  })()`);
}

const CHOOSE = `
  const select = document.querySelector('.pg-toolbar select');
  select.value = 'backup';
  select.dispatchEvent(new Event('change'));
  return () => document.querySelector('.pg-headline').textContent.startsWith('32 of');`;

const POINT = `
  const object = document.querySelector('[data-key="configmaps/team-0/object-0"]');
  object.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
  return () => document.querySelector('.pg-story') !== null;`;
