import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { isMapping, type Mapping } from './mapping.js';

/** The keys of charmcraft.yaml that charmcraft copies into metadata.yaml. */
const METADATA: readonly string[] = [
  'name',
  'summary',
  'description',
  'assumes',
  'charm-user',
  'containers',
  'devices',
  'extra-bindings',
  'peers',
  'provides',
  'requires',
  'resources',
  'storage',
  'subordinate',
  'terms',
];

/** The keys that have another name in metadata.yaml. */
const LINKS: readonly (readonly [link: string, key: string])[] = [
  ['contact', 'maintainers'],
  ['documentation', 'docs'],
  ['issues', 'issues'],
  ['source', 'source'],
  ['website', 'website'],
];

/**
 * The files that charmcraft makes of charmcraft.yaml as it packs a charm: a charm on ops reads them, and none is
 * in its source folder. Without those that the folder has itself.
 */
export function packedFiles(charmDir: string): Readonly<Record<string, string>> {
  const path = join(charmDir, 'charmcraft.yaml');
  if (!existsSync(path)) return {};
  const charmcraft: unknown = parse(readFileSync(path, 'utf8'));
  if (!isMapping(charmcraft)) return {};
  const { config, actions } = charmcraft;
  const made = {
    'metadata.yaml': metadataOf(charmcraft),
    'config.yaml': config,
    'actions.yaml': actions,
  };
  return Object.fromEntries(
    Object.entries(made)
      .filter(([name, value]) => value !== undefined && !existsSync(join(charmDir, name)))
      .map(([name, value]) => [name, stringify(value)]),
  );
}

function metadataOf(charmcraft: Mapping): Mapping {
  const { title, links } = charmcraft;
  const linked = isMapping(links) ? links : {};
  const renamed = LINKS.flatMap(([link, key]) => {
    const value = linked[link];
    if (value === undefined) return [];
    return [[key, key === 'maintainers' || key === 'website' ? [value].flat() : value] as const];
  });
  const kept = METADATA.filter((key) => key in charmcraft).map((key) => [key, charmcraft[key]]);
  return {
    ...Object.fromEntries(kept),
    ...(title === undefined ? {} : { 'display-name': title }),
    ...Object.fromEntries(renamed),
  };
}
