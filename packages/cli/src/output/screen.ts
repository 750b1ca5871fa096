import type { Style } from './style.js';

/** The place where text is printed. */
export interface Screen {
  readonly style: Style;
  /** Columns of the terminal; infinite where it is none, so nothing is cut for a program that reads. */
  readonly width: number;
  /** True if the columns of `-o wide` are wanted. */
  readonly isWide: boolean;
  /** True if tables have no titles. */
  readonly isBare?: boolean;
}
