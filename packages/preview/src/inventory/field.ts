import { appendPointer } from '@k8s-backup-target/schema/internal';
import { InventoryError } from './inventory-error.js';

/**
 * A value and where it is. The pointer is put together only when a fault is told: to build one for
 * each field of 100,000 objects would cost more than the preview.
 */
export class Field {
  readonly value: unknown;
  readonly #parent: Field | undefined;
  readonly #token: string | number;

  constructor(value: unknown, parent?: Field, token: string | number = '') {
    this.value = value;
    this.#parent = parent;
    this.#token = token;
  }

  get path(): string {
    if (this.#parent === undefined) return '';
    return appendPointer(this.#parent.path, this.#token);
  }

  fault(expected: string): InventoryError {
    return new InventoryError(this.path, `is not ${expected}`, `Give ${expected}.`);
  }

  /** A member of an object, its own only. */
  member(name: string): Field {
    return new Field(this.#own(name), this, name);
  }

  /** A member that is there and not null; most are not, and cost no field then. */
  optional(name: string): Field | undefined {
    const value = this.#own(name);
    return value === undefined || value === null ? undefined : new Field(value, this, name);
  }

  #own(name: string): unknown {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.fault('an object');
    }
    return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  }

  forEach(check: (item: Field) => void): void {
    if (!Array.isArray(this.value)) throw this.fault('a list');
    const items: readonly unknown[] = this.value;
    for (const [index, item] of items.entries()) check(new Field(item, this, index));
  }

  text(expected: string, pattern?: RegExp): string {
    const { value } = this;
    if (typeof value !== 'string' || (pattern !== undefined && !pattern.test(value))) {
      throw this.fault(expected);
    }
    return value;
  }
}
