// Room: The steps from the config of a charm to its backup, and the first that fails. May import any room that does not need it.
import type { OutputOf } from '../command/report.js';
import { findingData } from '../judge/finding-data.js';
import type { TargetView } from '../published/target-view.js';
import { applied, scheduleFor } from './applied-step.js';
import { scheduled, storage, velero, veleroRestart } from './cluster-steps.js';
import { accepted, published, related, valid } from './contract-steps.js';
import { forwarded } from './forward-step.js';
import { lastBackupStep } from './last-backup-step.js';
import type { ChainContext, Step } from './step.js';

/** An application's way to its Backups, up to the first step that nothing comes after. */
export interface Chain {
  readonly app: string;
  readonly model: string | null;
  readonly endpoint: string | null;
  readonly relation: string | null;
  readonly steps: readonly Step[];
}

type Judge = (view: TargetView, context: ChainContext) => Step;

const JUDGES: readonly Judge[] = [
  related,
  published,
  valid,
  accepted,
  forwarded,
  applied,
  velero,
  storage,
  scheduled,
  lastBackupStep,
];

/** Follows a target step by step; ends with the first that failed. A Schedule that differs makes Backups all the same. */
export function chainOf(app: string, view: TargetView, context: ChainContext): Chain {
  const steps: Step[] = [];
  for (const judge of JUDGES) {
    const found = judge(view, context);
    steps.push(found);
    const runsOn = judge === applied && scheduleFor(view, context) !== undefined;
    if (found.state === 'failed' && !runsOn) break;
  }
  const { model, endpoint } = view;
  return { app, model, endpoint, relation: view.published.id, steps: withRestart(steps, context) };
}

/** What ends the backups at Velero's next start counts where nothing ends them now. */
function withRestart(steps: readonly Step[], context: ChainContext): readonly Step[] {
  const isFailed = steps.some(({ state }) => state === 'failed');
  const restart = isFailed ? undefined : veleroRestart(context);
  if (restart === undefined) return steps;
  return steps.map((one) => (one.step === restart.step ? restart : one));
}

/** A chain with the positions of its problems looked up. */
export function chainData(chain: Chain): OutputOf<'why'>['chains'][number] {
  const failed = chain.steps.find(({ state }) => state === 'failed');
  return {
    ...chain,
    failedAt: failed?.step ?? null,
    steps: chain.steps.map((one) => ({ ...one, problems: one.problems.map(findingData) })),
  };
}
