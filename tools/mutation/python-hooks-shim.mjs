/** Hooks of the mutated charm instead of a charm's own: in forks of one process for every run, each as the mutant of its run. */
import { PythonHooks as Original } from '../../tests/hooks/kills/python-hooks.ts';

/** By which `charm_forks.py` has a hook ended: SIGALRM or SIGXCPU. */
const NEVER_ENDS = /the hook ended with -(?:14|24):/;

export class PythonHooks {
  #room = globalThis.mutationRoom;

  constructor(_charmDir, charmClass, modules = []) {
    const { charmDir } = this.#room;
    this.#room.hooks ??= new Original(charmDir, charmClass, [...modules, 'charm_forks']);
  }

  async run(environment, session) {
    const { hooks, environment: mutant } = this.#room;
    try {
      await hooks.run({ ...environment, ...mutant }, session);
    } catch (error) {
      if (NEVER_ENDS.test(error.message)) this.#room.hangs = true;
      throw error;
    }
  }

  /** It goes on, but for one that may still wait for the answer to a hook that was ended. */
  stop() {
    if (!this.#room.hangs) return;
    this.#room.hooks.stop();
    this.#room.hooks = undefined;
  }
}
