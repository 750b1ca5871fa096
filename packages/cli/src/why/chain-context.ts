import type { Facts } from '../facts/facts.js';
import type { TargetView } from '../published/target-view.js';

/** The facts by which the steps are judged. */
export interface ChainContext {
  readonly facts: Facts;
  readonly views: readonly TargetView[];
  readonly veleroVersion: string;
  readonly now: Date;
}
