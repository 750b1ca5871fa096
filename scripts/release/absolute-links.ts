/** READMEs whose links hold wherever they are shown. */
import { statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Origin } from './metadata.js';

/** A fenced block, or the target of a link or image: `](target)`, `[name]: target`. */
const FENCE_OR_TARGET = /^(`{3,}|~{3,}).*\n[\s\S]*?^\1|(\]\(|^\[[^\]\n]+\]: )([^)\s]+)/gm;

/**
 * The Markdown with each relative link leading to the released commit on the web. Addresses, links within
 * the page and code stay as they are.
 *
 * @throws Error when a link leads to what is not in the repository at `root`.
 */
export function withAbsoluteLinks(markdown: string, root: string, origin: Origin): string {
  return markdown.replace(
    FENCE_OR_TARGET,
    (whole: string, _fence: string | undefined, opening?: string, target?: string) =>
      opening === undefined || target === undefined || /^(?:[a-z]+:|#)/.test(target)
        ? whole
        : opening + absolute(target, root, origin),
  );
}

function absolute(target: string, root: string, { address, tag, folder }: Origin): string {
  const [, path = '', anchor = ''] = /^([^#]*)(#.*)?$/.exec(target) ?? [];
  const file = posix.join(folder, path).replace(/\/$/, '');
  const kind = statSync(join(root, file)).isDirectory() ? 'tree' : 'blob';
  return `${address}/${kind}/${tag}/${file}${anchor}`;
}
