import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import MiniSearch from 'minisearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, DOCUMENTS, pageOf } from '../../docs/.vitepress/pages.js';
import { SCHEMAS } from '../../docs/.vitepress/schemas.js';
import { ADDRESS, buildSite, filesOf, type Page, pagesOf, targetOf } from './site.js';

const BUILD_LIMIT = 300_000;

/** What a newcomer asked, and where the answer is. */
const QUESTIONS: readonly (readonly [question: string, answers: readonly string[]])[] = [
  [
    'Is it published? How do I install it from a clone?',
    ['questions.html#is-it-published-how-do-i-install-it-from-a-clone'],
  ],
  [
    '`provides` or `requires`? Which real charms do I relate with, by what `juju deploy` and `juju integrate`?',
    ['questions.html#provides-or-requires-which-real-charms-do-i-relate-with'],
  ],
  [
    'How does a TypeScript charm get Node.js if I have only the packages?',
    [
      'questions.html#how-does-a-typescript-charm-get-node-js',
      'guides/packing.html#a-charm-in-typescript',
    ],
  ],
  [
    'What exactly is the status in each hook, and who clears it?',
    ['questions.html#what-is-the-status-in-each-hook-and-who-clears-it'],
  ],
  [
    'When is `targets_changed` emitted, and when not? What must an integrator never do in `relation-broken`?',
    [
      'questions.html#when-is-targets-changed-emitted-and-when-not',
      'questions.html#what-must-an-integrator-never-do-in-relation-broken',
    ],
  ],
  ['Which calls throw, and what?', ['questions.html#which-calls-throw-and-what']],
  [
    'What are the fields of `RelatedTarget`, `Outcome`, `HookContext`, `HookRecord`?',
    ['questions.html#what-are-the-fields-of-relatedtarget-outcome-hookcontext-hookrecord'],
  ],
  [
    'How do I test a removal, or a leader change, in `ops.testing`?',
    ['questions.html#how-do-i-test-a-removal-or-a-leader-change-in-ops-testing'],
  ],
  [
    "How do I combine several `status()` values with my own charm's statuses?",
    ['questions.html#how-do-i-combine-the-library-s-status-with-my-own-charm-s-statuses'],
  ],
  [
    'What does a restore look like, and who tests it?',
    ['questions.html#what-does-a-restore-look-like-and-who-tests-it'],
  ],
  [
    'After a new optional field: how do I update corpus, pins and the Velero mapping?',
    [
      'questions.html#after-a-new-optional-field-how-do-i-update-corpus-pins-and-the-velero-mapping',
    ],
  ],
  [
    'May a port to another language leave the lint out?',
    ['questions.html#may-a-port-to-another-language-leave-the-lint-out'],
  ],
  [
    'Which versions must provider and requirer packages share?',
    ['questions.html#which-versions-must-provider-and-requirer-packages-share'],
  ],
  [
    'My hook is in error: where do I look?',
    ['troubleshooting.html#a-hook-is-in-error-where-do-i-look'],
  ],
];

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
  it.each(QUESTIONS)('answers among the first three: %s', (question, answers) => {
    const hits = search().search(question).slice(0, 3);
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
