interface Waiting {
  readonly exclusive: boolean;
  readonly start: () => void;
}

/**
 * Orders hook commands: reads run together up to a bound, a write runs alone.
 *
 * Juju accepts commands in parallel but runs them in no particular order, so two writes, or a
 * read and a write, must never be under way at once. All start in the order they were asked for.
 */
export class Gate {
  readonly #concurrentReads: number;
  readonly #waiting: Waiting[] = [];
  #reading = 0;
  #writing = false;

  constructor(concurrentReads: number) {
    this.#concurrentReads = concurrentReads;
  }

  /** Runs `task` while other reads run. */
  read<T>(task: () => Promise<T>): Promise<T> {
    return this.#run(false, task);
  }

  /** Runs `task` when all before it have ended, and nothing at the same time. */
  write<T>(task: () => Promise<T>): Promise<T> {
    return this.#run(true, task);
  }

  async #run<T>(exclusive: boolean, task: () => Promise<T>): Promise<T> {
    await new Promise<void>((start) => {
      this.#waiting.push({ exclusive, start });
      this.#startNext();
    });
    try {
      return await task();
    } finally {
      if (exclusive) this.#writing = false;
      else this.#reading -= 1;
      this.#startNext();
    }
  }

  #startNext(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#writing) return;
      if (this.#reading >= (next.exclusive ? 1 : this.#concurrentReads)) return;
      this.#waiting.shift();
      if (next.exclusive) this.#writing = true;
      else this.#reading += 1;
      next.start();
    }
  }
}
