/** `pointer` with one more reference token, escaped after RFC 6901. */
export function appendPointer(pointer: string, key: string): string {
  return `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The keys from `root` down to where `pointer` leads: numbers under an array, strings elsewhere. */
export function pointerKeys(pointer: string, root: unknown): PropertyKey[] {
  const tokens = pointer.split('/').slice(1);
  let current: unknown = root;
  return tokens.map((token) => {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(current) ? Number(name) : name;
    current =
      typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined;
    return key;
  });
}
