import { appendPointer } from '@k8s-backup-target/schema';
import { InventoryError } from './inventory-error.js';

/**
 * A value and where it stands. The pointer is put together only when a fault is told: to build one for
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

  get isMissing(): boolean {
    return this.value === undefined || this.value === null;
  }

  fault(expected: string): InventoryError {
    return new InventoryError(this.path, `is not ${expected}`, `Give ${expected}.`);
  }

  /** A member of an object, its own only. */
  member(name: string): Field {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.fault('an object');
    }
    const own = Object.getOwnPropertyDescriptor(value, name);
    return new Field(own?.value, this, name);
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

  optionalText(): void {
    if (!this.isMissing) this.text('a string');
  }
}
