/** Pages about each npm package's API, made of the doc comments in its sources by TypeDoc. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, Converter, type ProjectReflection } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PACKAGES = join(HERE, '../packages');
const SOURCE = '@k8s-backup-target/source';

/** What TypeDoc knows, and the tags that generated types carry. */
const BLOCK_TAGS = ['@example', '@module', '@param', '@pattern', '@returns', '@throws'] as const;

interface Manifest {
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/**
 * Writes one page for each entry point, such as `lint.md` and `lint/explain.md`.
 *
 * @throws Error when TypeDoc warns of anything, such as a link that leads nowhere.
 */
export async function writeTypescriptPages(folder: string): Promise<void> {
  const entries = entryPoints();
  const markdown: Partial<PluginOptions> = {
    entryFileName: 'index',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    useHTMLAnchors: true,
    expandParameters: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
  };
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    entryPoints: [...entries.keys()],
    tsconfig: join(HERE, 'tsconfig.sources.json'),
    readme: 'none',
    disableSources: true,
    router: 'module',
    blockTags: [...BLOCK_TAGS],
    logLevel: 'Warn',
    outputs: [{ name: 'markdown', path: folder }],
    ...markdown,
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => nameModules(project, entries));
  const project = await app.convert();
  if (project !== undefined) app.validate(project);
  if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings())
    throw new Error('TypeDoc found faults in doc comments');
  await app.generateOutputs(project);
  rmSync(join(folder, 'index.md')); // A list of the pages, which the site has at its side.
}

/** Source → the name that a page has: `lint`, or `lint/explain` for what is imported as such. */
function entryPoints(): ReadonlyMap<string, string> {
  const all = readdirSync(PACKAGES).flatMap((name) => {
    const text = readFileSync(join(PACKAGES, name, 'package.json'), 'utf8');
    const { private: isPrivate, exports = {} }: Manifest = JSON.parse(text);
    if (isPrivate === true) return [];
    return Object.entries(exports).flatMap(([subpath, target]): [string, string][] => {
      const source = typeof target === 'string' ? undefined : target[SOURCE];
      if (source === undefined || subpath === './internal') return [];
      return [[join(PACKAGES, name, source), join(name, subpath)]];
    });
  });
  return new Map(all);
}

/** TypeDoc calls a module after its source: `lint/src/explain`. */
function nameModules(project: ProjectReflection, entries: ReadonlyMap<string, string>): void {
  for (const module of project.children ?? []) {
    const found = [...entries].find(([source]) =>
      source.replace(/(?:\/index)?\.ts$/, '').endsWith(`/${module.name}`),
    );
    if (found === undefined) throw new Error(`${module.name} is not an entry point`);
    module.name = found[1];
  }
}
