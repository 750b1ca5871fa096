type Status = 'tracked' | 'opted-out' | 'taken';

/**
 * Velero's podvolume.Tracker: the claims whose files were copied with a pod are not copied with another one. Of a claim
 * that the first pod opts out, the files are copied with each other pod. Pods are known by their places.
 */
export class ClaimTracker {
  readonly #status = new Map<string, Status>();
  readonly #takers = new Map<string, number>();
  readonly #skipped = new Map<string, number>();

  /** A pod asks for the files of a claim, or not, before anything is copied of it. */
  note(claim: string, isAsked: boolean): void {
    if (!this.#status.has(claim)) this.#status.set(claim, isAsked ? 'tracked' : 'opted-out');
  }

  /** True if another pod has taken the claim, which then is not copied with this one: that is remembered. */
  isTaken(claim: string, pod: number, volume: string): boolean {
    const taker = this.#status.get(claim) === 'taken' ? this.#takers.get(claim) : undefined;
    if (taker === undefined) return false;
    this.#skipped.set(keyOf(pod, volume), taker);
    return true;
  }

  take(claim: string, pod: number): void {
    if (this.#status.get(claim) !== 'tracked') return;
    this.#status.set(claim, 'taken');
    this.#takers.set(claim, pod);
  }

  /** The pod with which the files of a volume were copied before; undefined for all other volumes. */
  takerOf(pod: number, volume: string): number | undefined {
    return this.#skipped.get(keyOf(pod, volume));
  }
}

function keyOf(pod: number, volume: string): string {
  return `${pod}/${volume}`;
}
