import { type ProblemData, problemData } from '../judge/problem-data.js';
import type { Chain } from './chain.js';
import type { Step } from './step.js';

/** A step as JSON output holds it. */
export type StepData = Omit<Step, 'problems'> & { readonly problems: readonly ProblemData[] };

/** A chain as JSON output holds it. */
export type ChainData = Omit<Chain, 'steps'> & {
  /** The step at which it ends; null where none failed. */
  readonly failedAt: Step['step'] | null;
  readonly steps: readonly StepData[];
};

/** A chain with the positions of its problems looked up. */
export function chainData(chain: Chain): ChainData {
  const failed = chain.steps.find(({ state }) => state === 'failed');
  return {
    ...chain,
    failedAt: failed?.step ?? null,
    steps: chain.steps.map((one) => ({ ...one, problems: one.problems.map(problemData) })),
  };
}
