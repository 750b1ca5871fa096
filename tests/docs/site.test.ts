import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { snippets } from '@k8s-backup-target/tools/run-snippet';
import MiniSearch from 'minisearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, DOCUMENTS, pageOf } from '../../docs/.vitepress/pages.js';
import { SCHEMAS } from '../../docs/.vitepress/schemas.js';
import { QUESTIONS } from './questions.js';
import { ADDRESS, buildSite, filesOf, type Page, pagesOf, targetOf } from './site.js';

const BUILD_LIMIT = 300_000;

let site: string;
let pages: readonly Page[];

beforeAll(() => {
  site = buildSite();
  pages = pagesOf(site);
}, BUILD_LIMIT);

afterAll(() => rmSync(site, { recursive: true, force: true }));

function matchesOf({ html }: Page, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, found = '']) => found.replaceAll('&amp;', '&'));
}

describe('the site', () => {
  it('has a page for each of its documents, and no other', () => {
    const expected = DOCUMENTS.map((document) => pageOf(document).replace(/\.md$/, '.html'));
    const built = pages.map(({ path }) => path).filter((path) => path !== '404.html');
    expect(built.sort()).toEqual([...expected].sort());
  });

  it('lists each of them in its sitemap', () => {
    const text = readFileSync(join(site, 'sitemap.xml'), 'utf8');
    const listed = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => address);
    const expected = DOCUMENTS.map((document) => `${ADDRESS}${addressOf(document)}`);
    expect(
      listed.map((address) => address.replace(/(?:\/|\/index)?(?:\.html)?$/, '')).sort(),
    ).toEqual(expected.map((address) => address.replace(/(?:\/|\/index)$/, '')).sort());
  });

  it('serves the schemas at addresses that stay', () => {
    expect(Object.keys(SCHEMAS)).toContain('schemas/v0/k8s_backup_target.schema.json');
    for (const [path, file] of Object.entries(SCHEMAS))
      expect(readFileSync(join(site, path), 'utf8')).toBe(readFileSync(file, 'utf8'));
  });

  it('has a page for an address that is not there', () => {
    const [page] = pages.filter(({ path }) => path === '404.html');
    expect(page?.html).toContain('404');
  });

  it('has every document for users as a page', () => {
    const tracked = execFileSync(
      'git',
      ['ls-files', '--', 'docs/**/*.md', 'packages/*/README.md'],
      {
        encoding: 'utf8',
      },
    );
    const documents = tracked.split('\n').filter((path) => path !== '');
    expect(documents.filter((path) => !DOCUMENTS.includes(path))).toEqual([]);
  });

  it('links to pages and headings that are there', () => {
    const files = new Set(filesOf(site));
    const anchors = new Map(
      pages.map((page) => [page.path, new Set(matchesOf(page, /\sid="([^"]+)"/g))]),
    );
    const broken = pages.flatMap((page) =>
      matchesOf(page, /<a\b[^>]*\shref="([^"]+)"/g).filter((href) => {
        const target = targetOf(page.path, href);
        if (target === null) return false;
        const isAnchor = target.anchor !== '' && target.file.endsWith('.html');
        if (!isAnchor) return !files.has(target.file);
        return anchors.get(target.file)?.has(target.anchor) !== true;
      }),
    );
    expect(broken).toEqual([]);
  });

  it('draws each mermaid block', () => {
    const drawn = DOCUMENTS.filter((document) => snippets(document, 'mermaid').length > 0);
    expect(drawn).toContain('docs/architecture.md');
    for (const document of drawn) {
      const page = pages.find(({ path }) => path === pageOf(document).replace(/\.md$/, '.html'));
      expect(page?.html).toMatch(
        /<figure class="picture[^>]*><svg role="img" aria-label="Diagram of /,
      );
      expect(page?.html).not.toMatch(/language-mermaid|fonts\.googleapis/);
    }
  });

  it('asks no other host for anything', () => {
    const loaded = pages.flatMap((page) => [
      ...matchesOf(page, /\ssrc="([^"]+)"/g),
      ...matchesOf(page, /<link\b[^>]*\shref="([^"]+)"/g),
    ]);
    expect(loaded.length).toBeGreaterThan(pages.length);
    expect(loaded.filter((address) => /^(?:https?:)?\/\//.test(address))).toEqual([]);
    const styles = filesOf(site).filter((file) => file.endsWith('.css'));
    for (const file of styles) {
      expect(readFileSync(join(site, file), 'utf8')).not.toMatch(/url\(["']?(?:https?:)?\/\//);
    }
  });

  it('lets a browser run no script but its own', () => {
    for (const page of pages) {
      const [policy = ''] = matchesOf(
        page,
        /http-equiv="Content-Security-Policy" content="([^"]+)"/g,
      );
      expect(policy).toMatch(/script-src 'self' 'sha256-/);
      expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
      for (const script of matchesOf(page, /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)) {
        const hash = createHash('sha256').update(script).digest('base64');
        expect(policy).toContain(`'sha256-${hash}'`);
      }
    }
  });
});

describe('the page to try it on', () => {
  it('loads less than 100 kB of scripts at first', () => {
    const page = pages.find(({ path }) => path === 'playground.html');
    if (page === undefined) throw new Error('There is no such page.');
    const scripts = matchesOf(page, /<(?:script|link)\b[^>]*\s(?:src|href)="\/([^"]+\.js)"/g);
    const sizes = scripts.map((path) => gzipSync(readFileSync(join(site, path))).length);
    expect(scripts.length).toBeGreaterThan(3);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
  });
});

describe("the site's own search", () => {
  let index: MiniSearch;

  beforeAll(() => {
    index = search();
  });

  it.each(
    QUESTIONS.flatMap(({ words, answers }) => words.map((question) => ({ question, answers }))),
  )('answers among the first three: $question', ({ question, answers }) => {
    const hits = index.search(question).slice(0, 3);
    const found = hits.map(({ id }) => String(id).replace(/^\//, ''));
    expect(found.filter((hit) => answers.includes(hit))).not.toEqual([]);
  });
});

/** The index that the search box loads, asked as the search box asks it. */
function search(): MiniSearch {
  const chunk = filesOf(site).find((file) => file.includes('@localSearchIndex'));
  if (chunk === undefined) throw new Error('The site has no search index.');
  const text = readFileSync(join(site, chunk), 'utf8');
  const json: unknown = new Function(
    `${text.replace(/export\s*\{\s*(\w+) as default\s*\};?\s*$/, 'return $1;')}`,
  )();
  return MiniSearch.loadJSON(String(json), {
    fields: ['title', 'titles', 'text'],
    storeFields: ['title', 'titles'],
    searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } },
  });
}
