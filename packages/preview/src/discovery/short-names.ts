import type { ApiType } from './api-type.js';

/** A resource as an entry of a list names it, split at the first dot. */
export interface ResourceName {
  readonly resource: string;
  readonly group: string;
}

/** Kubernetes' ParseGroupResource: `deployments.apps` is deployments of the group apps. */
export function parseResourceName(entry: string): ResourceName {
  const dot = entry.indexOf('.');
  if (dot === -1) return { resource: entry, group: '' };
  return { resource: entry.slice(0, dot), group: entry.slice(dot + 1) };
}

/**
 * Velero's copy of kubectl's shortcut expander: short names come first, case-sensitive; the group must
 * be the same, else a prefix; the group of the entry stays as it is.
 */
export class ShortNames {
  readonly #byShortName = new Map<string, ApiType[]>();

  constructor(types: readonly ApiType[]) {
    for (const type of types) {
      if (!type.backupable) continue;
      for (const shortName of type.shortNames) {
        const known = this.#byShortName.get(shortName);
        if (known === undefined) this.#byShortName.set(shortName, [type]);
        else known.push(type);
      }
    }
  }

  expand(name: ResourceName): ResourceName {
    const { resource, group } = name;
    const types = this.#byShortName.get(resource);
    const type =
      types?.find((one) => group === '' || one.group === group) ??
      types?.find((one) => one.group.startsWith(group));
    return type === undefined ? name : { resource: type.plural, group };
  }
}
