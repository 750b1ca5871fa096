import type { Options } from '../command/command.js';
import type { Facts } from '../facts/facts.js';
import type { TargetView } from '../published/target-view.js';

/** The facts by which the steps are judged. */
export interface ChainContext {
  readonly facts: Facts;
  readonly views: readonly TargetView[];
  /** The command line's, which may say what is wanted: `--schedule`. */
  readonly options: Options;
  readonly veleroVersion: string;
  readonly now: Date;
}
