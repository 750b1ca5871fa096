import type { ApiType } from './api-type.js';
import type { ResourceName } from './short-names.js';

/**
 * Kubernetes' discovery REST mapper: a name in any case means the plural or the singular; a group
 * must be the same, else a prefix; of several groups, the core group wins, then the first in discovery.
 */
export class RestMapper {
  readonly #byName = new Map<string, ApiType[]>();
  readonly #groupOrder = new Map<string, number>();

  constructor(types: readonly ApiType[]) {
    for (const type of types) {
      if (!this.#groupOrder.has(type.group))
        this.#groupOrder.set(type.group, this.#groupOrder.size);
      this.#add(type.plural, type);
      if (type.singular !== type.plural) this.#add(type.singular, type);
    }
  }

  #add(name: string, type: ApiType): void {
    const known = this.#byName.get(name);
    if (known === undefined) this.#byName.set(name, [type]);
    else if (!known.some(({ id }) => id === type.id)) known.push(type);
  }

  /** All types of that name: in the group, else in the groups that begin so. */
  candidates({ resource, group }: ResourceName): readonly ApiType[] {
    const named = this.#byName.get(resource.toLowerCase()) ?? [];
    if (group === '') return named;
    const exact = named.filter((type) => type.group === group);
    return exact.length > 0 ? exact : named.filter((type) => type.group.startsWith(group));
  }

  /** The type that is meant; undefined for none, and where two types of one group share the name. */
  resolve(name: ResourceName): ApiType | undefined {
    const found = this.candidates(name);
    const [only] = found;
    if (found.length <= 1 || only === undefined) return only;
    const best = found.reduce((a, b) => (this.#rank(b) < this.#rank(a) ? b : a), only);
    return found.filter(({ group }) => group === best.group).length === 1 ? best : undefined;
  }

  #rank({ group }: ApiType): number {
    return group === '' ? -1 : (this.#groupOrder.get(group) ?? 0);
  }
}
