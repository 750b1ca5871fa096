/** Draws the documents' mermaid blocks when the site is built, in the colours of the page: no script is loaded for it. */
import { renderMermaidSVG } from 'beautiful-mermaid';
import type { MarkdownRenderer } from 'vitepress';

/** The styles of a picture, which would ask another host for a font: the site's own are in `site.css`. */
const STYLE = /<style>[\s\S]*?<\/style>/;
const WIDTH = /\bwidth="([\d.]+)"/;

/** Wider pictures than a page's column are scrolled, by keys as well, so their letters stay readable. */
const COLUMN = 700;
const WIDE =
  '<figure class="picture is-wide" tabindex="0" role="group" aria-label="Diagram" v-pre>';

const NODE = /\["([^"]+)"\]/g;

/** A block in the language `mermaid` becomes a picture. */
export function drawPictures(markdown: MarkdownRenderer): void {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (...args) => {
    const [tokens, index] = args;
    const token = tokens[index];
    if (token?.info.trim() === 'mermaid') return pictureOf(token.content);
    return fence?.(...args) ?? '';
  };
}

function pictureOf(source: string): string {
  const svg = renderMermaidSVG(source, { bg: 'var(--vp-c-bg)', fg: 'var(--vp-c-text-1)' });
  const nodes = [...source.matchAll(NODE)].map(([, name = '']) => name.replaceAll('<br/>', ' '));
  const label = `Diagram of ${nodes.join('; ')}`.replaceAll('&', '&amp;');
  const isWide = Number(WIDTH.exec(svg)?.[1]) > COLUMN;
  const figure = isWide ? WIDE : '<figure class="picture" v-pre>';
  return `${figure}${svg
    .replace(STYLE, '')
    .replace('<svg ', `<svg role="img" aria-label="${label}" `)}</figure>\n`;
}
