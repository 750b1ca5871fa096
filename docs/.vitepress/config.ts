/** The site: documents of the repository as pages, with a search of their own. */
import { defineConfig } from 'vitepress';
import { withContentSecurity } from './content-security.js';
import { linkPages } from './links.js';
import { minify } from './minify.js';
import { addressOf, DOCUMENTS, pageOf, SECTIONS } from './pages.js';
import { drawPictures } from './pictures.js';
import { publishSchemas } from './schemas.js';

const ADDRESS = process.env['SITE_ADDRESS'];

const PAGES = Object.fromEntries(DOCUMENTS.map((document) => [document, pageOf(document)]));

/** Documents for those who work on a part of the repository. */
const NOT_PAGES = [
  '**/{node_modules,dist,src,.venv}/**',
  '{.changeset,.github,scripts,tests,tools}/**',
  'schema/{rules,velero}/**',
  '**/CHANGELOG.md',
  'packages/create/readmes/**',
];

/** A box with an arrow into it. In the page itself: no file is asked for. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#3a5ccc" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"><path d="M16 4v14m-6-6 6 6 6-6M5 18v9h22v-9"/></svg>',
)}`;

function documentOf(page: string): string {
  return DOCUMENTS.find((document) => document === page || pageOf(document) === page) ?? page;
}

/** What `shouldPreload` leaves out becomes a prefetch link, by which a browser loads it all the same. */
function withoutPrefetch(html: string): string {
  return html.replaceAll(/<link rel="prefetch"[^>]*>\s*/g, '');
}

export default defineConfig({
  title: 'k8s-backup-target',
  description: 'Back up what a charm keeps in Kubernetes, and know that it is backed up.',
  lang: 'en',
  srcDir: '..',
  srcExclude: NOT_PAGES,
  rewrites: PAGES,
  outDir: '../dist/site',
  cacheDir: '../dist/site-cache',
  cleanUrls: false,
  lastUpdated: false,
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (markdown) => {
      linkPages(markdown, documentOf);
      drawPictures(markdown);
    },
  },
  head: [['link', { rel: 'icon', href: ICON }]],
  transformHtml: (html) => withContentSecurity(withoutPrefetch(html)),
  // A page loads what it shows, and not what its links lead to.
  router: { prefetchLinks: false },
  // The editor is loaded when it is used.
  shouldPreload: (link) => !link.includes('/code-editor.'),
  vite: {
    // The page to try it on is made from the packages' sources, as their tests are.
    resolve: {
      conditions: ['@k8s-backup-target/source'],
      // Its entry has tables of names for people's code, which no minifier takes out.
      alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/impl/parser.js' },
    },
    esbuild: { jsx: 'automatic', jsxImportSource: 'vue' },
    worker: { format: 'es' },
    plugins: [minify],
    // What is older than `target` lacks other things that the page needs. Lowering would make it larger. The
    // search's index is the one large chunk; a page loads it with the first search.
    build: { target: 'es2022', chunkSizeWarningLimit: 2_000 },
    define: { __VUE_OPTIONS_API__: false },
  },
  // A sitemap needs the site's address, which the repository does not contain.
  ...(ADDRESS === undefined ? {} : { sitemap: { hostname: ADDRESS } }),
  buildEnd: ({ outDir }) => publishSchemas(outDir),
  themeConfig: {
    search: { provider: 'local' },
    notFound: {
      quote: 'This page does not exist, or has another address now.',
      linkLabel: 'Take me home',
      linkText: 'Take me home',
    },
    outline: [2, 3],
    nav: [
      ...SECTIONS.filter(({ title }) => title !== 'Project').map(({ title, pages: [first] }) => ({
        text: title,
        link: addressOf(first?.[1] ?? 'docs/index.md'),
      })),
      { text: 'Try it', link: addressOf('docs/playground.md') },
    ],
    sidebar: SECTIONS.map(({ title, pages }) => ({
      text: title,
      items: pages.map(([text, document]) => ({ text, link: addressOf(document) })),
    })),
  },
});
