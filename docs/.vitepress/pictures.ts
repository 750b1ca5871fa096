/** Draws the documents' mermaid blocks when the site is built, in the colours of the page: no script is loaded for it. */
import { renderMermaidSVG } from 'beautiful-mermaid';
import type { MarkdownRenderer } from 'vitepress';

/** The styles of a picture, which would ask another host for a font: the site's own are in `site.css`. */
const STYLE = /<style>[\s\S]*?<\/style>/;
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
  return `<figure class="picture" v-pre>${svg
    .replace(STYLE, '')
    .replace('<svg ', `<svg role="img" aria-label="${label}" `)}</figure>\n`;
}
