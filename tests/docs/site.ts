/** The site, built once for the tests that read it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';

export interface Page {
  /** From the site's root, such as `start/python.html`. */
  readonly path: string;
  readonly html: string;
}

/** Where the tests say that the site will be. */
export const ADDRESS = 'https://docs.example.org';

/** Builds the site into a new temporary folder, which the caller removes. */
export function buildSite(): string {
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  const env = { ...process.env, SITE_ADDRESS: ADDRESS };
  execFileSync('npx', ['vitepress', 'build', 'docs', '--outDir', folder], { stdio: 'pipe', env });
  return folder;
}

/** All files of the site, with slashes, relative to its folder. */
export function filesOf(site: string): readonly string[] {
  return readdirSync(site, { recursive: true, encoding: 'utf8' }).map((file) =>
    file.replaceAll('\\', '/'),
  );
}

/** The site's pages, each with its HTML. */
export function pagesOf(site: string): readonly Page[] {
  return filesOf(site)
    .filter((file) => file.endsWith('.html'))
    .map((path) => ({ path, html: readFileSync(join(site, path), 'utf8') }));
}

/** Where a link of a page leads within the site: a file and an anchor, or null for another site. */
export function targetOf(
  page: string,
  href: string,
): { readonly file: string; readonly anchor: string } | null {
  if (/^(?:[a-z]+:|\/\/)/i.test(href)) return null;
  const [path = '', anchor = ''] = href.split('#');
  const absolute = path === '' ? `/${page}` : posix.resolve('/', posix.dirname(page), path);
  const file = path.endsWith('/') ? posix.join(absolute, 'index.html') : absolute;
  const named = posix.extname(file) === '' ? `${file}.html` : file;
  return { file: named.slice(1), anchor: decodeURIComponent(anchor) };
}
