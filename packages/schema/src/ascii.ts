/** JSON text in ASCII: every other character as its escape, as Python's `json.dumps` writes it. */
export function toAscii(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
