/** The reason for which Velero refuses a namespace with wildcards; undefined for one that it takes. */
export function faultOfWildcards(name: string): string | undefined {
  if (/[|()!{},]/.test(name)) return 'holds one of | ( ) ! { } ,';
  if (name.includes('**')) return 'holds **';
  return hasLooseBracket(name) ? 'holds [], or a [ or ] without its other half' : undefined;
}

/** A `[` pairs with the next `]`, and something must be between. */
function hasLooseBracket(name: string): boolean {
  let open = -1;
  for (let index = 0; index < name.length; index += 1) {
    const letter = name[index];
    if (letter === '[' && open === -1) open = index;
    if (letter !== ']') continue;
    if (open === -1 || open === index - 1) return true;
    open = -1;
  }
  return open !== -1;
}
