/** What the commands that judge an application say of a lab. */
import { expect } from 'vitest';
import { kbt } from './kbt.js';

/** Where a lab answers, and how it is asked. */
export interface Asked {
  readonly env: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

/** What they say of the application `db`. */
export interface Verdicts {
  readonly state: unknown;
  readonly step: unknown;
  readonly detail: unknown;
  readonly failedAt: unknown;
  /** Of `status`, `why` and `doctor`. */
  readonly exitCodes: readonly number[];
  /** What `doctor` prints. */
  readonly doctor: string;
}

/** What `status`, `why` and `doctor` say of a lab; `targets` says what `status` does. */
export async function verdictsOn(
  { env, words }: Asked,
  ...more: readonly string[]
): Promise<Verdicts> {
  const status = await kbt(['status', ...words, ...more, '-o', 'json'], { env });
  const why = await kbt(['why', 'db', ...words, '-o', 'json'], { env });
  const doctor = await kbt(['doctor', ...words, '-o', 'json'], { env });
  const [application] = JSON.parse(status.stdout).applications;
  if (more.length === 0) {
    const targets = await kbt(['targets', ...words, '-o', 'json'], { env });
    const [target] = JSON.parse(targets.stdout).targets;
    expect([target?.protection?.state, targets.exitCode]).toEqual([
      application?.state,
      status.exitCode,
    ]);
  }
  return {
    state: application?.state,
    step: application?.step,
    detail: application?.detail,
    failedAt: JSON.parse(why.stdout).chains[0]?.failedAt,
    exitCodes: [status.exitCode, why.exitCode, doctor.exitCode],
    doctor: doctor.stdout,
  };
}
