/** Linux takes arguments of up to 128 KiB each, including the NUL that ends them. */
export const MAX_ARGUMENT_BYTES = 131_071;

/**
 * Text as one or more process arguments: NUL, which no argument can hold, becomes U+FFFD, and
 * what is longer than 131,071 bytes of UTF-8 goes on in the next, never within a character.
 */
export function argumentsFor(text: string): readonly string[] {
  const clean = text.replaceAll('\0', '\ufffd');
  if (clean.length * 3 <= MAX_ARGUMENT_BYTES) return [clean];
  const encoder = new TextEncoder();
  const buffer = new Uint8Array(MAX_ARGUMENT_BYTES);
  const parts: string[] = [];
  for (let start = 0; start < clean.length; ) {
    const { read } = encoder.encodeInto(clean.slice(start, start + MAX_ARGUMENT_BYTES), buffer);
    parts.push(clean.slice(start, start + read));
    start += read;
  }
  return parts;
}

/** Text as one process argument, cut where {@link argumentsFor} would go on in the next. */
export function argumentFor(text: string): string {
  return argumentsFor(text)[0] ?? '';
}
