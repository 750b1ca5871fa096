/** Who imports whom in the sources of this repository, as Oxc reads them: type imports count. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'oxc-parser';

/** Every TypeScript source below `folder`, as paths from the repository's root. */
export function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (/^(?:node_modules|dist|bin)$/.test(entry.name)) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcesBelow(path);
      return /(?<!\.d)\.m?ts$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

/**
 * Lists the imports and re-exports of one file: files of the repository as paths from its root, anything else
 * as it is written, such as `node:fs` or `@k8s-backup-target/schema`.
 */
export function importsOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  const { staticImports, staticExports, dynamicImports } = parseSync(path, text).module;
  const specifiers = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const literal = /^(['"])(.*)\1$/.exec(text.slice(start, end));
      return literal?.[2] ?? [];
    }),
  ];
  return [...new Set(specifiers.map((specifier) => locate(path, specifier)))];
}

function locate(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = join(dirname(from), specifier);
  const source = path.replace(/\.(m?)js$/, '.$1ts');
  return existsSync(source) ? source : path;
}

/** The shortest circles among `files`, each once: `a → b → a`. */
export function circlesAmong(files: readonly string[]): readonly string[] {
  return circlesIn(new Map(files.map((file) => [file, importsOf(file)])));
}

/**
 * The shortest circles among the rooms of `files`, each once. A room is a folder, without the folders in it. At
 * the root of a package's sources, where its index is, each file is a room of its own; so is each
 * generated file, which its generator puts next to others only to keep them apart from what people write.
 */
export function roomCirclesAmong(files: readonly string[]): readonly string[] {
  const graph = new Map<string, string[]>();
  for (const file of files) {
    const room = roomAround(file);
    const others = importsOf(file)
      .filter((path) => files.includes(path))
      .map(roomAround)
      .filter((other) => other !== room);
    graph.set(room, [...(graph.get(room) ?? []), ...others]);
  }
  return circlesIn(graph);
}

function roomAround(file: string): string {
  const folder = dirname(file);
  const isRoot = folder.endsWith('/src') || existsSync(join(folder, 'package.json'));
  return isRoot || folder.endsWith('/generated') ? file : folder;
}

function circlesIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const circles = [...graph.keys()]
    .map((node) => wayBack(graph, node))
    .filter((way) => way.length > 0)
    .map((way): [string, string] => [[...way].sort().join(), [...way, way[0]].join(' → ')]);
  return [...new Map(circles).values()];
}

/** The nodes on the shortest way from `start` to itself; none if there is no such way. */
function wayBack(graph: ReadonlyMap<string, readonly string[]>, start: string): readonly string[] {
  const reached = new Set<string>();
  const ways: (readonly string[])[] = [[start]];
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return way;
      if (reached.has(next)) continue;
      reached.add(next);
      ways.push([...way, next]);
    }
  }
  return [];
}
