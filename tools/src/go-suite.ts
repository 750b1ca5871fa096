/** Suites that ask Go programs. */
import { whyNoGo } from './go.js';

/** A suite that needs Go, declared as `describe.skipIf(suite.isSkipped)(suite.title, ...)`. */
export interface GoSuite {
  readonly isSkipped: boolean;
  readonly title: string;
}

/** Skips a suite where no Go program can be built; its title says why. `npm test` counts that as a failure in CI. */
export function goSuite(title: string): GoSuite {
  const reason = whyNoGo();
  return reason === undefined
    ? { isSkipped: false, title }
    : { isSkipped: true, title: `${title} (did not run: ${reason})` };
}
