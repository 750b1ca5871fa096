/** Visits to the built site, each in a browser that has not been there before. */
import { findChromium } from '@k8s-backup-target/tools/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, vi } from 'vitest';
import { type StaticServer, serve } from './static-server.js';

/** A page of the site, and what it asked for and complained of. */
export interface Visit {
  readonly page: Page;
  /** The addresses of all requests, of workers too. */
  readonly requests: readonly string[];
  /** What the page or the browser reports as an error, a breach of the content policy included. */
  readonly complaints: readonly string[];
}

let browser: Browser;
let server: StaticServer;
let visits: Page[] = [];

/** Starts the browser for the tests of a file, and ends each visit after its test. */
export function useBrowser(): void {
  beforeAll(async () => {
    server = await serve(inject('site'));
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error('There is no Chromium: npm run browser');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterEach(async () => {
    await Promise.all(visits.map((page) => page.context().close()));
    visits = [];
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
}

/** Opens a page by its path. */
export async function visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  const page = await context.newPage();
  visits.push(page);
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(addressOf(path), { waitUntil: 'load' });
  if (options.javaScriptEnabled !== false) await isAlive(page);
  return { page, requests, complaints };
}

/**
 * Waits until Vue has taken over the page that the server sent. Not by Playwright's `waitForFunction`: where it has to
 * ask twice, it evaluates in the page itself, which the page's policy forbids.
 */
function isAlive(page: Page): Promise<unknown> {
  return vi.waitFor(async () => expect(await page.evaluate(IS_ALIVE)).toBe(true), 30_000);
}

const IS_ALIVE = "document.querySelector('#app')?.__vue_app__ !== undefined";

/** The address of a path of the site. */
export function addressOf(path: string): string {
  return `${server.address}${path}`;
}

/** The sizes of the windows. */
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
