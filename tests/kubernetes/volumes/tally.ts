import type { VolumeComparison } from './volume-lab.js';

/** Counts what was compared. */
export class Tally {
  pairs = 0;
  differing = 0;
  volumes = 0;
  readonly #by = new Map<string, number>();

  add({ result: { volumes: fates }, differences }: VolumeComparison): void {
    this.pairs += 1;
    if (differences.length > 0) this.differing += 1;
    this.volumes += fates.length;
    for (const { method, rule } of fates) {
      const key = `${method}: ${rule}`;
      this.#by.set(key, (this.#by.get(key) ?? 0) + 1);
    }
  }

  /** How many volumes had each method, by the rule that decided. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#by].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  lines(): readonly string[] {
    return Object.entries(this.counts()).map(([key, count]) => `${count} ${key}`);
  }
}
