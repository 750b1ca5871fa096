/** Checks that an object has these keys, in this order, and no other. */
export function hasExactly(value: object, keys: readonly string[]): boolean {
  let count = 0;
  for (const key in value) if (key !== keys[count++]) return false;
  return count === keys.length;
}
