import type { Facts } from '../facts/facts.js';
import type { TargetView } from '../published/target-view.js';

/** What the steps are judged by. */
export interface ChainContext {
  readonly facts: Facts;
  readonly views: readonly TargetView[];
  readonly veleroVersion: string;
  readonly now: Date;
}
