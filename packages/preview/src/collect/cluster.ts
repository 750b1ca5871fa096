import { Discovery } from '../discovery/discovery.js';
import {
  type Inventory,
  type InventoryObject,
  keyOf,
  labelOf,
  type VeleroState,
} from '../inventory/inventory.js';

/** The label by which an object, or all that is in a namespace, is kept out of every backup. */
const EXCLUDE_LABEL = 'velero.io/exclude-from-backup';

/** An inventory, ready to be asked. Objects are named by their place in it. */
export class Cluster {
  readonly objects: readonly InventoryObject[];
  readonly discovery: Discovery;
  readonly keys: readonly string[];
  readonly velero: VeleroState | undefined;
  readonly #byName = new Map<string, ReadonlyMap<string, ReadonlyMap<string, number>>>();
  readonly #byType = new Map<string, number[]>();
  readonly #byNamespace = new Map<string, ReadonlyMap<string, readonly number[]>>();

  constructor(inventory: Inventory) {
    this.objects = inventory.objects;
    this.velero = inventory.velero ?? undefined;
    this.discovery = new Discovery(inventory);
    this.keys = inventory.objects.map(keyOf);
    for (const [index, { resource }] of inventory.objects.entries()) {
      const known = this.#byType.get(resource);
      if (known === undefined) this.#byType.set(resource, [index]);
      else known.push(index);
    }
  }

  /** Object types, served or not. */
  get storedTypes(): Iterable<string> {
    return this.#byType.keys();
  }

  ofType(type: string): readonly number[] {
    return this.#byType.get(type) ?? [];
  }

  /** The objects of a type by namespace, each list in the inventory's order. The empty name: no namespace. */
  byNamespace(type: string): ReadonlyMap<string, readonly number[]> {
    const known = this.#byNamespace.get(type) ?? this.#sortByNamespace(type);
    this.#byNamespace.set(type, known);
    return known;
  }

  #sortByNamespace(type: string): ReadonlyMap<string, readonly number[]> {
    const sorted = new Map<string, number[]>();
    for (const index of this.ofType(type)) {
      const namespace = this.object(index).namespace ?? '';
      const known = sorted.get(namespace);
      if (known === undefined) sorted.set(namespace, [index]);
      else known.push(index);
    }
    return sorted;
  }

  find(type: string, namespace: string, name: string): number | undefined {
    const known = this.#byName.get(type) ?? this.#sortByName(type);
    this.#byName.set(type, known);
    return known.get(namespace)?.get(name);
  }

  /** Of the few types that others name: names as they are are found faster than keys made of them. */
  #sortByName(type: string): ReadonlyMap<string, ReadonlyMap<string, number>> {
    const sorted = new Map<string, ReadonlyMap<string, number>>();
    for (const [namespace, places] of this.byNamespace(type)) {
      sorted.set(namespace, new Map(places.map((index) => [this.object(index).name, index])));
    }
    return sorted;
  }

  object(index: number): InventoryObject {
    const object = this.objects[index];
    if (object === undefined) throw new RangeError(`there is no object ${index}`);
    return object;
  }

  /** All namespaces, of any phase. */
  namespaces(): readonly InventoryObject[] {
    return this.ofType('namespaces').map((index) => this.object(index));
  }
}

export function hasExcludeLabel(object: InventoryObject): boolean {
  return labelOf(object, EXCLUDE_LABEL) === 'true';
}
