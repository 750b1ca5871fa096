/** Longer than this, Node.js takes for a millisecond. */
const LONGEST_MS: number = 2 ** 31 - 1;

/**
 * The milliseconds, if they are some that a timer can wait: 1 to 2,147,483,647, or Infinity for no
 * timeout at all.
 *
 * @throws RangeError for anything else, 0 and NaN included
 */
export function checkedTimeout(timeoutMs: number): number {
  if (timeoutMs === Number.POSITIVE_INFINITY) return timeoutMs;
  if (timeoutMs >= 1 && timeoutMs <= LONGEST_MS) return timeoutMs;
  throw new RangeError(
    `timeoutMs is ${timeoutMs}: give milliseconds from 1 to ${LONGEST_MS}, or Infinity for none`,
  );
}

/** Calls `onTimeout` after so many milliseconds, never for Infinity. */
export function startTimeout(
  timeoutMs: number,
  onTimeout: () => void,
): ReturnType<typeof setTimeout> | undefined {
  return timeoutMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(onTimeout, timeoutMs);
}
