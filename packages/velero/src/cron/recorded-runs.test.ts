import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nextRuns } from '../next-runs.js';
import { checkCron } from './check-cron.js';

/** What the library of a release answered: the runs after `from`; none where it refuses, or at some time finds none. */
interface Recorded {
  readonly veleroVersion: string;
  readonly expression: string;
  readonly from: string;
  readonly runs?: readonly string[];
}

/** Recorded by `npm run velero-cron`. */
const RECORDED: readonly Recorded[] = JSON.parse(
  readFileSync(new URL('../test-data/cron-runs.json', import.meta.url), 'utf8'),
);

describe("the answers of Velero's own cron libraries", () => {
  it.each(RECORDED)(
    'are ours: $expression, $veleroVersion, $from',
    ({ expression, from, runs, ...options }) => {
      expect(checkCron(expression, options).ok).toBe(runs !== undefined);
      if (runs === undefined) return;
      const ours = nextRuns(expression, new Date(from), runs.length, options);
      expect(ours.map((run) => run.toISOString().replace('.000Z', 'Z'))).toEqual(runs);
    },
  );
});
