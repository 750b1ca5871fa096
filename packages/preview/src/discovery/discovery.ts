// Room: The types that an API server has, and the names that they go by. May import inventory.
import type { Inventory } from '../inventory/inventory.js';
import { type ApiType, apiTypes, inVisitingOrder } from './api-type.js';
import { RestMapper } from './rest-mapper.js';
import { parseResourceName, type ResourceName, ShortNames } from './short-names.js';

/** The resource types of a cluster, and what a name means, as Velero's discovery helper has it. */
export class Discovery {
  /** In Velero's order of visiting. */
  readonly types: readonly ApiType[];
  readonly #byId: ReadonlyMap<string, ApiType>;
  readonly #shortNames: ShortNames;
  readonly #mapper: RestMapper;
  readonly #resolved = new Map<string, ApiType | undefined>();

  constructor(inventory: Inventory) {
    const served = apiTypes(inventory);
    this.types = inVisitingOrder(served);
    this.#byId = new Map(served.map((type) => [type.id, type]));
    this.#shortNames = new ShortNames(this.types);
    this.#mapper = new RestMapper(served);
  }

  byId(id: string): ApiType | undefined {
    return this.#byId.get(id);
  }

  /**
   * The type that Velero takes `entry` for: undefined where nothing has that name, where it is
   * ambiguous within a group, and where the type cannot be backed up.
   */
  resolve(entry: string): ApiType | undefined {
    if (!this.#resolved.has(entry)) this.#resolved.set(entry, this.#lookUp(entry));
    return this.#resolved.get(entry);
  }

  /** The groups that serve an unqualified name next to the one that it means. */
  alternatives(entry: string): readonly ApiType[] {
    const name = this.#shortNames.expand(parseResourceName(entry));
    const meant = this.resolve(entry);
    return this.#mapper
      .candidates(name)
      .filter(({ id, backupable }) => backupable && id !== meant?.id);
  }

  #lookUp(entry: string): ApiType | undefined {
    return this.resolveName(parseResourceName(entry));
  }

  /** The type that Velero takes a name for that is split already. */
  resolveName(written: ResourceName): ApiType | undefined {
    const name = this.#shortNames.expand(written);
    if (name.resource === '') return undefined;
    const type = this.#mapper.resolve(name);
    return type?.backupable === true ? type : undefined;
  }
}
