/** Small words of the page. */

/** `1 object`, `2 objects`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * A text from elsewhere with an escape for each character that a page shows as nothing, or that turns the direction
 * of what follows: so no name is shown as another.
 */
export function shown(text: string): string {
  return text.replace(UNSEEN, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A pointer as people read it: `include_namespaces/0`; `the whole text` for an empty one. */
export function fieldName(pointer: string): string {
  return shown(pointer.replace(/^\//, '')) || 'the whole text';
}

/** The type without its group, as people say it. */
export function shortType(resource: string): string {
  return shown(resource.split('.', 1)[0] ?? resource);
}

/** An object within its namespace, or alone. */
export function placeName(namespace: string, name: string): string {
  return shown(namespace === '' ? name : `${namespace}/${name}`);
}
