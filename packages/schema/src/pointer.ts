/** `pointer` with one more reference token, escaped after RFC 6901. */
export function appendPointer(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The reference tokens of a pointer, unescaped. */
export function pointerTokens(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The keys from `root` down to where `pointer` leads: numbers under an array, strings elsewhere. */
export function pointerKeys(pointer: string, root: unknown): PropertyKey[] {
  let current: unknown = root;
  return pointerTokens(pointer).map((name) => {
    const key = Array.isArray(current) ? Number(name) : name;
    current =
      typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined;
    return key;
  });
}
