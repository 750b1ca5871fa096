/** The text in UTF-8, a lone surrogate as U+FFFD: what `TextEncoder` does, which not every runtime's types know. */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  let end = 0;
  forEachScalar(text, (scalar) => {
    const size = sizeOf(scalar);
    bytes[end] = (LEADS[size] ?? 0) | (scalar >> (6 * (size - 1)));
    for (let more = size - 2; more >= 0; more -= 1) {
      bytes[end + size - 1 - more] = 0x80 | ((scalar >> (6 * more)) & 0x3f);
    }
    end += size;
  });
  return bytes;
}

/** The bytes of {@link utf8}, without making them: a hostile text has millions. */
export function utf8Length(text: string): number {
  let length = 0;
  forEachScalar(text, (scalar) => {
    length += sizeOf(scalar);
  });
  return length;
}

/** The bits that begin a sequence of so many bytes. */
const LEADS = [0, 0, 0xc0, 0xe0, 0xf0];
const REPLACEMENT = 0xfffd;

function forEachScalar(text: string, visit: (scalar: number) => void): void {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.codePointAt(index) ?? REPLACEMENT;
    if (code > 0xffff) index += 1;
    visit(code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code);
  }
}

function sizeOf(scalar: number): number {
  if (scalar < 0x80) return 1;
  if (scalar < 0x800) return 2;
  return scalar < 0x10000 ? 3 : 4;
}
