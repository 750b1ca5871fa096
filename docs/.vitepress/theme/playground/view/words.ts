/** Small words of the page. */

/** `1 object`, `2 objects`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** A pointer as people read it: `include_namespaces/0`; `the whole text` for an empty one. */
export function fieldName(pointer: string): string {
  return pointer.replace(/^\//, '') || 'the whole text';
}

/** The type without its group, as people say it. */
export function shortType(resource: string): string {
  return resource.split('.', 1)[0] ?? resource;
}
