/**
 * Decodes the bytes of a file as UTF-8, or as UTF-16, which PowerShell's `>` writes. The byte order mark that
 * Windows' editors put first is left out.
 */
export function decodeText(bytes: Buffer): string {
  const text = encodedText(bytes);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function encodedText(bytes: Buffer): string {
  const [first, second] = bytes;
  const isBigEndian = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  if (isBigEndian && bytes.length % 2 === 0) return Buffer.from(bytes).swap16().toString('utf16le');
  const isLittleEndian = (first === 0xff && second === 0xfe) || (second === 0 && first !== 0);
  return bytes.toString(isLittleEndian && bytes.length > 1 ? 'utf16le' : 'utf8');
}
