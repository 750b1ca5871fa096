import { refusalOfAll, rightOf } from './refusal.js';

/**
 * Does several reads at once. Where some are forbidden, all missing rights are named together, so they can be
 * granted in one go.
 *
 * @param known refusals that do not stop the command by themselves, to be named with the others.
 * @throws CannotRunError `cluster` with all missing rights; else the first error.
 */
export async function allowedOnly<Result>(
  reads: readonly (() => Promise<Result>)[],
  known: readonly unknown[] = [],
): Promise<Result[]> {
  const settled = await Promise.allSettled(reads.map((read) => read()));
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length === 0) {
    return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }
  const other = failures.find((failure) => rightOf(failure) === undefined);
  if (other !== undefined) throw other;
  throw refusalOfAll([...known, ...failures].flatMap((failure) => rightOf(failure) ?? []));
}
