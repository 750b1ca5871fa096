/** What each package exports, as Oxc reads its sources: the names, their kinds, and whether each is documented. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'oxc-parser';

/** A name that users can import. */
export interface PublicName {
  readonly name: string;
  readonly kind: 'class' | 'const' | 'function' | 'interface' | 'type';
  /** Whether a doc comment ends right above its declaration. */
  readonly documented: boolean;
}

type Export = ReturnType<typeof parseSync>['module']['staticExports'][number]['entries'][number];

/** A declaration by name; the kind is the word before it. */
const DECLARATION =
  /^(?:declare )?(?:abstract )?(?:async )?(class|const|function|interface|type)\*? (\w+)/;

/**
 * Lists what an entry point exports, sorted by name.
 *
 * @throws Error for `export *`, which tells no reader what is public.
 */
export function publicNames(entry: string): readonly PublicName[] {
  return exportsOf(entry)
    .map((each) => {
      const name = each.exportName.name;
      if (name === null)
        throw new Error(`${entry} exports all of another file: name what is public`);
      return declared(entry, name);
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function exportsOf(path: string): readonly Export[] {
  const { module } = parseSync(path, readFileSync(path, 'utf8'));
  return module.staticExports.flatMap(({ entries }) => entries);
}

/** Follows re-exports to the file that declares the name. */
function declared(path: string, name: string): PublicName {
  const found = exportsOf(path).find(({ exportName }) => exportName.name === name);
  if (found === undefined) throw new Error(`${path} does not export ${name}`);
  if (found.moduleRequest === null) return declarationIn(path, found.localName.name ?? name);
  const source = sourceOf(path, found.moduleRequest.value);
  return { ...declared(source, found.importName.name ?? name), name };
}

/** The file that an import leads to; a package of this repository is its index. */
function sourceOf(from: string, specifier: string): string {
  const [, name] = /^@k8s-backup-target\/([a-z-]+)$/.exec(specifier) ?? [];
  if (name !== undefined) return `packages/${name}/src/index.ts`;
  return join(dirname(from), specifier).replace(/\.js$/, '.ts');
}

function declarationIn(path: string, name: string): PublicName {
  const text = readFileSync(path, 'utf8');
  for (const { index } of text.matchAll(/^export /gm)) {
    const [, kind, found] = DECLARATION.exec(text.slice(index + 'export '.length)) ?? [];
    if (found !== name) continue;
    const documented = text.slice(0, index).trimEnd().endsWith('*/');
    return { name, kind: kind as PublicName['kind'], documented };
  }
  throw new Error(`${path} declares ${name} in a way that this test cannot read`);
}
