/**
 * `text` with what is between two markers replaced; the markers stay.
 *
 * @throws Error when the markers are missing.
 */
export function replaceBetween(text: string, begin: string, end: string, between: string): string {
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`the document lacks "${begin}" and "${end}"`);
  return `${before}${begin}\n\n${between}\n\n${end}${after}`;
}
