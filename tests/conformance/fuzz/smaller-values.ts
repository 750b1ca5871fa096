/** Every value that lacks one member of `value`, however deep; the outermost members come first. */
export function* smallerValues(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  const members = Object.entries(value);
  const rebuilt = (entries: readonly (readonly [string, unknown])[]): unknown =>
    isList ? entries.map(([, member]) => member) : Object.fromEntries(entries);
  for (const index of members.keys()) yield rebuilt(members.filter((_, at) => at !== index));
  for (const [index, [key, member]] of members.entries()) {
    for (const smaller of smallerValues(member)) yield rebuilt(members.with(index, [key, smaller]));
  }
}
