/** What the subject becomes: bytes in a databag, and a Schedule in the cluster. */
import { encodeDatabag } from '@k8s-backup-target/schema';
import { isVeleroError, toSchedule } from '@k8s-backup-target/velero';
import type { Output, Problem } from '../answer/answer.js';
import type { Question } from '../answer/question.js';
import { toYaml } from './kbt.js';
import type { Subject } from './subjects.js';

/** Whose objects are shown: an integrator writes its own name and a part of its model's UUID. */
const MANAGED_BY = 'my-integrator';

/** The value of `backup_targets`, byte for byte. */
export function databagOf(subject: Subject | undefined, problems: readonly Problem[]): Output {
  if (subject === undefined) return nothing(problems);
  const { target } = subject;
  if (target === null) {
    return { ok: false, why: 'An object of Velero is in the cluster. It is not published.' };
  }
  return { ok: true, text: encodeDatabag({ backup_targets: [target] }).backup_targets };
}

/** The Schedule that a backup charm makes; the reason where it makes none. */
export function scheduleOf(
  subject: Subject | undefined,
  problems: readonly Problem[],
  { cron, release }: Question,
): Output {
  if (subject === undefined) return nothing(problems);
  const { target, input } = subject;
  if (target === null) return { ok: true, text: toYaml(input.value) };
  try {
    const schedule = toSchedule(
      target,
      { cron, veleroVersion: release },
      { managedBy: MANAGED_BY },
    );
    return { ok: true, text: toYaml(schedule) };
  } catch (error) {
    if (!isVeleroError(error)) throw error;
    return { ok: false, why: `No Schedule is made. ${error.message}` };
  }
}

/** Why nothing comes of a text without a target. */
export function nothing(problems: readonly Problem[]): Extract<Output, { readonly ok: false }> {
  const [first] = problems;
  if (first === undefined) return { ok: false, why: 'There is nothing here to publish.' };
  return { ok: false, why: 'Nothing is published: correct the errors first.' };
}
