import type { Screen } from './screen.js';

/** A command's answer, in both forms. */
export interface Report {
  /** 0: fine, 1: problems were found. */
  readonly exitCode: 0 | 1;
  /** For `-o json` and `-o yaml`, as the command's schema describes it. */
  readonly data: unknown;
  /** For people; without the last line break. */
  text(screen: Screen): string;
}
