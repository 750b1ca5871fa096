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
  const ask = (...line: readonly string[]) => kbt([...line, ...words, '-o', 'json'], { env });
  const [status, why, doctor, targets] = await Promise.all([
    ask('status', ...more),
    ask('why', 'db'),
    ask('doctor'),
    ask('targets'),
  ]);
  const [application] = JSON.parse(status.stdout).applications;
  if (more.length === 0) {
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
