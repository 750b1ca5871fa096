import type { FoundSchedule } from './found-schedule.js';
import type { Schedule } from './resources.js';

/** Says that `paused` was set by this package. A paused Schedule without it was paused by a person. */
export const PAUSED_ANNOTATION = 'k8s-backup-target/paused';

/** The annotation of a Schedule that is made paused. */
export function pauseAnnotations(paused: boolean | undefined): Readonly<Record<string, string>> {
  return paused === true ? { [PAUSED_ANNOTATION]: 'true' } : {};
}

/** Tells whether a person paused a Schedule, and the config does not. */
export function isPausedByHand({ spec }: Schedule, found: FoundSchedule): boolean {
  return (
    spec.paused !== true &&
    found.spec['paused'] === true &&
    found.annotations[PAUSED_ANNOTATION] === undefined
  );
}

/** The Schedule as desired, but still paused. */
export function keptPaused(schedule: Schedule): Schedule {
  return { ...schedule, spec: { ...schedule.spec, paused: true } };
}
