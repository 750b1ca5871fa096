/** The text in UTF-8, a lone surrogate as U+FFFD: what `TextEncoder` does, which not every runtime's types know. */
export function utf8(text: string): Uint8Array {
  const units = encodeURIComponent(text.toWellFormed()).match(/%..|[^%]/g) ?? [];
  return Uint8Array.from(units, (unit) =>
    unit.length === 1 ? unit.charCodeAt(0) : Number.parseInt(unit.slice(1), 16),
  );
}
