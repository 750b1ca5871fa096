import type { Rule } from '@k8s-backup-target/lint/explain';
import { fill, type Template, type Values } from '@k8s-backup-target/schema/internal';
import type { Options } from '../command/command.js';
import type { Facts } from '../facts/facts.js';
import type { Fields } from '../input/fields.js';
import type { InputFinding } from '../judge/input-finding.js';
import type { TargetView } from '../published/target-view.js';
import { sentence } from '../words/sentence.js';

/** The way from a relation to a Backup. */
export const STEPS = [
  'related',
  'published',
  'valid',
  'accepted',
  'forwarded',
  'applied',
  'velero',
  'storage',
  'scheduled',
  'last-backup',
] as const;

/** One of the steps from a relation to a Backup. */
export type StepName = (typeof STEPS)[number];

/**
 * The state of a step.
 *
 * | state | meaning |
 * |---|---|
 * | `ok` | done |
 * | `failed` | this is where it ends |
 * | `unknown` | what would tell was not given |
 * | `waiting` | nothing is wrong, and it has not happened yet |
 */
export type StepState = 'ok' | 'failed' | 'unknown' | 'waiting';

/** A step that was looked at. */
export interface Step {
  readonly step: StepName;
  readonly state: StepState;
  /** The id of the rule that says so: `kbt explain` tells more. */
  readonly rule: Rule;
  /** The finding, in one sentence. */
  readonly detail: string;
  readonly problems: readonly InputFinding[];
  /** The remedy; null if there is nothing to do. */
  readonly remedy: string | null;
  /** The command that does it, as far as it is known. */
  readonly command: string | null;
}

/** The optional members of a step. */
type Extra = Partial<Pick<Step, 'problems' | 'remedy' | 'command'>>;

/** What the catalogue says of a step. */
export type StepTemplate = Template & { readonly rule: StepName; readonly state: StepState };

/** Makes a step by the catalogue, where what it says is whole; `extra` adds what only an input tells. */
export function step<T extends StepTemplate>(
  { rule, state, message, remedy: advice }: T,
  values: Values<T>,
  extra: Extra = {},
): Step {
  const whole = (text: string) => fill(text, values, Number.POSITIVE_INFINITY);
  const { problems = [], command = null } = extra;
  const remedy = advice === undefined ? null : sentence(whole(advice));
  return {
    step: rule,
    state,
    rule,
    detail: whole(message),
    problems,
    remedy: extra.remedy ?? remedy,
    command,
  };
}

/** The facts by which the steps are judged. */
export interface ChainContext {
  readonly facts: Facts;
  readonly views: readonly TargetView[];
  /** The command line's, which may say what is wanted: `--schedule`. */
  readonly options: Options;
  readonly veleroVersion: string;
  readonly now: Date;
  /** What becomes of the data of volumes, by Schedule; undefined where that was not asked. */
  readonly volumes?: ReadonlyMap<Fields, VolumesOfSchedule>;
}

/** What becomes of the data of the volumes that a Schedule's Backups hold. */
export interface VolumesOfSchedule {
  /** How many there are. */
  readonly count: number;
  /** Those whose data is not saved, each with the reason. */
  readonly notSaved: readonly string[];
  /** Those of which that is not known. */
  readonly unknown: readonly string[];
}
