/**
 * Releases as a reader wants them: `up to 1.17.2`, `from 1.18.0 on`, `1.16.0 to 1.16.2, 1.18.0`.
 *
 * @param releases some of `all`, in its order.
 * @param all every measured release, oldest first.
 */
export function releaseSpans(releases: readonly string[], all: readonly string[]): string {
  return spansOf(releases, all)
    .map((span) => textOf(span, all))
    .join(', ');
}

function spansOf(releases: readonly string[], all: readonly string[]): string[][] {
  const spans: string[][] = [];
  for (const release of releases) {
    const span = spans.at(-1);
    const before = all[all.indexOf(release) - 1];
    if (span !== undefined && span.at(-1) === before) span.push(release);
    else spans.push([release]);
  }
  return spans;
}

function textOf(span: readonly string[], all: readonly string[]): string {
  const [first = '', last = ''] = [span[0], span.at(-1)];
  if (span.length === 1) return first;
  if (first === all[0]) return `up to ${last}`;
  return last === all.at(-1) ? `from ${first} on` : `${first} to ${last}`;
}
