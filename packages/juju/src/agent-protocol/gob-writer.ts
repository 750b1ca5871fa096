const encoder = new TextEncoder();

/** The bytes of one gob message as they come about. */
export class GobWriter {
  readonly #parts: Uint8Array[] = [];
  #small: number[] = [];

  /** @param value a safe integer from 0 on */
  uint(value: number): void {
    if (value < 128) {
      this.#small.push(value);
      return;
    }
    const bytes: number[] = [];
    for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
    this.#small.push(256 - bytes.length, ...bytes);
  }

  /** @param value an integer whose double is safe */
  int(value: number): void {
    this.uint(value < 0 ? -value * 2 - 1 : value * 2);
  }

  bytes(value: Uint8Array): void {
    this.uint(value.length);
    this.#flush();
    this.#parts.push(value);
  }

  /** In UTF-8; a lone surrogate becomes U+FFFD, as in a process's arguments. */
  string(value: string): void {
    this.bytes(encoder.encode(value));
  }

  /** All that was written, behind its length. */
  message(): readonly Uint8Array[] {
    this.#flush();
    const length = new GobWriter();
    length.uint(this.#parts.reduce((sum, part) => sum + part.length, 0));
    return [Uint8Array.from(length.#small), ...this.#parts];
  }

  #flush(): void {
    if (this.#small.length > 0) this.#parts.push(Uint8Array.from(this.#small));
    this.#small = [];
  }
}
