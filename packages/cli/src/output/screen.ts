import type { Style } from './style.js';

/** Where a text goes. */
export interface Screen {
  readonly style: Style;
  /** Columns of the terminal; infinite where it is none, so that nothing is cut for a program that reads. */
  readonly width: number;
  /** Whether the columns of `-o wide` are wanted. */
  readonly isWide: boolean;
}
