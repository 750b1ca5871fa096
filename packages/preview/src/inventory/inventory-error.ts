/** An inventory that breaks its schema. The message says where, what and what to do; `path` is a JSON Pointer. */
export class InventoryError extends Error {
  override readonly name = 'InventoryError';
  readonly code = 'invalid-inventory';
  readonly path: string;

  constructor(path: string, reason: string, remedy: string) {
    super(`invalid-inventory: ${path === '' ? 'the inventory' : path} ${reason}. ${remedy}`);
    this.path = path;
  }
}

/** Recognises the error by name and code, so it works across copies of this package. */
export function isInventoryError(error: unknown): error is InventoryError {
  return (
    error instanceof Error &&
    error.name === 'InventoryError' &&
    'code' in error &&
    error.code === 'invalid-inventory'
  );
}
