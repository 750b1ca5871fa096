/** The picture in CONTRIBUTING.md: a Mermaid flowchart whose arrows point from a folder to what it imports. */
import { readFileSync } from 'node:fs';

const NODE = /^ *(\w+)\["([^"]+)"\]$/gm;
const ARROW = /^ *(\w+) --> (\w+(?: & \w+)*)$/gm;

/**
 * The folders that the picture shows, each with all that it imports, directly or by way of others.
 *
 * @throws Error when an arrow starts or ends at a node without a folder.
 */
export function readPicture(): ReadonlyMap<string, ReadonlySet<string>> {
  const text = readFileSync('CONTRIBUTING.md', 'utf8');
  const [, picture = ''] = /^```mermaid\n(.*?)^```$/ms.exec(text) ?? [];
  const folders = new Map([...picture.matchAll(NODE)].map(([, id = '', name = '']) => [id, name]));
  const folderOf = (id: string): string => {
    const folder = folders.get(id);
    if (folder === undefined)
      throw new Error(`the picture has an arrow at ${id}, which it never names`);
    return folder;
  };
  const arrows = [...picture.matchAll(ARROW)].flatMap(([, from = '', to = '']) =>
    to.split(' & ').map((id) => [folderOf(from), folderOf(id)] as const),
  );
  return new Map([...folders.values()].map((folder) => [folder, reachable(folder, arrows)]));
}

function reachable(
  start: string,
  arrows: readonly (readonly [string, string])[],
): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (folder: string): void => {
    for (const [from, to] of arrows) {
      if (from !== folder || reached.has(to)) continue;
      reached.add(to);
      visit(to);
    }
  };
  visit(start);
  return reached;
}
