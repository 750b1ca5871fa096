/** A place in a text, counted from 1, in characters as an editor counts them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is pointed at: a member of an object is a key and its value. */
export type DocumentPart = 'key' | 'value';

/** The lines of a text, found once: a file may have thousands of places to look up. */
export class Lines {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
      starts.push(at + 1);
    this.#text = text;
    this.#starts = starts;
  }

  /** A line without its end, counted from 1; empty where there is none. */
  line(number: number): string {
    const start = this.#starts[number - 1];
    if (start === undefined) return '';
    const next = this.#starts[number];
    return this.#text.slice(start, next === undefined ? undefined : next - 1);
  }

  /** The offset of a position. */
  offsetAt({ line, column }: Position): number {
    return (this.#starts[line - 1] ?? 0) + column - 1;
  }

  /** The position of an offset. */
  positionAt(offset: number): Position {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}
