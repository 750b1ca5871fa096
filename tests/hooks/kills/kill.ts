/** The end of a hook's process, at one of its hook commands or API calls, or when Juju keeps what it wrote. */
import type { FaultPlan } from '@k8s-backup-target/juju-testing';
import type { Intercept } from '../memory-api.js';
import type { Choose } from './random.js';

/** Hook commands and API calls of a hook: few have more. */
const MOST_ACTS = 16;

export class Kill {
  readonly #at: number;
  readonly #isCarriedOut: boolean;
  #acts = 0;

  private constructor(at: number, isCarriedOut: boolean) {
    this.#at = at;
    this.#isCarriedOut = isCarriedOut;
  }

  /** At any of them, or at the end: the charm has done all, and Juju keeps nothing of it. */
  static atRandom(choose: Choose): Kill {
    return new Kill(choose(MOST_ACTS), choose(2) === 0);
  }

  /** For a hook that is not killed. */
  static never(): Kill {
    return new Kill(Number.POSITIVE_INFINITY, true);
  }

  /** Checks whether the hook is killed at all, be it at its end. */
  get isDue(): boolean {
    return this.#at < Number.POSITIVE_INFINITY;
  }

  readonly faults: FaultPlan = () => (this.#isDead() ? 'kill' : null);

  /** An API call at which the process dies may have been carried out. */
  readonly intercept: Intercept = (_, response) => {
    if (!this.#isDead()) return false;
    response.destroy();
    return !(this.#isCarriedOut && this.#acts === this.#at + 1);
  };

  #isDead(): boolean {
    this.#acts += 1;
    return this.#acts > this.#at;
  }
}
