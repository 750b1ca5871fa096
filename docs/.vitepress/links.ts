/** Makes the links between documents lead from page to page. They are written as paths in the repository. */
import { posix } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { addressOf, DOCUMENTS } from './pages.js';

type Tokens = Parameters<MarkdownRenderer['renderer']['render']>[0];
type Token = Tokens[number];

/** A link to another document becomes a link to its page; what is not on the site becomes plain text. */
export function linkPages(markdown: MarkdownRenderer, documentOf: (page: string) => string): void {
  markdown.core.ruler.push('link-pages', ({ tokens, env }) => {
    const document = documentOf(env.relativePath);
    for (const { children } of tokens) if (children !== null) relink(children, document);
  });
}

function relink(children: Token[], document: string): void {
  let isOutside = false;
  for (const token of children) {
    if (token.type === 'link_open') {
      const target = targetOf(token.attrGet('href') ?? '', document);
      isOutside = target === null;
      if (target !== null) token.attrSet('href', target);
    }
    if (isOutside && token.type.startsWith('link_')) {
      if (token.type === 'link_close') isOutside = false;
      token.type = 'text';
      token.tag = '';
      token.nesting = 0;
      token.content = '';
    }
  }
}

/** Null for a file that is in the repository only. */
function targetOf(href: string, document: string): string | null {
  if (/^(?:[a-z]+:|#)/.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const file = posix.normalize(posix.join(posix.dirname(document), path)).replace(/\/$/, '');
  const found = [file, `${file}/README.md`].find((candidate) => DOCUMENTS.includes(candidate));
  if (found === undefined) return null;
  return anchor === undefined ? addressOf(found) : `${addressOf(found)}#${anchor}`;
}
