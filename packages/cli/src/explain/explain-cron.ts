import cronstrue from 'cronstrue';
import type { CronRelease } from '../generated/output.js';
import { judgeCron, runsAfter } from '../velero/cron.js';
import { rfc3339 } from '../words/when.js';
import { CRON_LIBRARIES } from './cron-libraries.js';
import type { ExplanationOf } from './explanation.js';
import { withinRange } from './within-range.js';

const RUNS = 3;

/**
 * Explains a cron expression, and when it runs next.
 *
 * @param asked the one release that is asked about; undefined: one for each cron library.
 * @returns undefined for a text that does not look like an expression.
 */
export function explainCron(
  expression: string,
  from: Date,
  asked: string | undefined,
): ExplanationOf<'cron'> | undefined {
  if (!looksLikeCron(expression.trim())) return undefined;
  const versions = asked === undefined ? CRON_LIBRARIES.map(([release]) => release) : [asked];
  const releases = versions.map((version) => releaseOf(expression, from, version));
  const isRead = releases.some(({ isAccepted }) => isAccepted);
  return { kind: 'cron', expression, words: isRead ? wordsOf(expression) : null, releases };
}

/** Also with a field too few: its first is then a number or a star, unlike the words of a misspelt rule. */
function looksLikeCron(text: string): boolean {
  return /^@|^(?:CRON_)?TZ=|^\S+(?:\s+\S+){4,}$|^[\d*?,/-]+(?:\s+[\w*?,/-]+){2,3}$/.test(text);
}

function releaseOf(expression: string, from: Date, veleroVersion: string): CronRelease {
  const { issues, warnings } = judgeCron(expression, veleroVersion);
  return {
    veleroVersion,
    isAccepted: issues.length === 0,
    issues: issues.map(({ message, remedy }) =>
      remedy === undefined ? message : `${message}; ${remedy}`,
    ),
    warnings: warnings.map(({ message }) => message),
    nextRuns: runsAfter(expression, from, RUNS, veleroVersion).map(rfc3339),
  };
}

const ZONE = /^(?:CRON_)?TZ=("?)(\S+)\1\s+/;

/** `@every` and time zones are Go's own: the library that words the rest does not know them. */
function wordsOf(expression: string): string | null {
  const zone = ZONE.exec(expression)?.[2];
  const fields = expression.replace(ZONE, '').trim();
  const where = zone === undefined ? 'UTC' : zone;
  const every = /^@every\s+(\S+)$/.exec(fields)?.[1];
  if (every !== undefined) return `Every ${every}, counted from the last backup`;
  try {
    return `${cronstrue.toString(withinRange(fields), { use24HourTimeFormat: true })} (${where})`;
  } catch {
    return null;
  }
}
