/** What a fuzz target says where a reader has broken a promise. */

/** A broken promise: the fuzzer keeps the bytes that led to it. */
class Finding extends Error {
  override readonly name = 'Finding';
}

/** Throws a Finding where a promise does not hold. */
export function promise(holds: boolean, what: string): void {
  if (!holds) throw new Finding(what);
}
