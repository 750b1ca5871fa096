import type { Backup, BackupHistory } from '../generated/output.js';
import { printable } from '../output/printable.js';
import type { Screen, Style } from '../output/screen.js';
import { type Column, table } from '../output/table.js';
import { age } from '../words/when.js';

const WEEK_MS = 7 * 86_400_000;

/** One line for each application. */
export function overviewText(
  histories: readonly BackupHistory[],
  now: Date,
  screen: Screen,
): string {
  if (histories.length === 0) return 'No Backup was found.';
  return table(histories, overviewColumns(screen.style, now), screen);
}

function overviewColumns(style: Style, now: Date): readonly Column<BackupHistory>[] {
  return [
    {
      title: 'LAST-GOOD',
      text: ({ lastGood }) => age(lastGood?.startedAt, now),
      paint: ({ lastGood }, cell) => (lastGood === null ? style.bad(cell) : cell),
    },
    { title: 'APPLICATION', text: ({ app }) => app ?? '-', isElastic: true },
    { title: 'MODEL', text: ({ model }) => model ?? '-', isElastic: true, dropOrder: 1 },
    { title: 'GOOD', text: ({ backups }) => String(backups.filter((one) => one.isGood).length) },
    {
      title: 'FAILED',
      text: ({ failures }) => String(failedIn(failures)),
      paint: ({ failures }, cell) => (failures.length > 0 ? style.bad(cell) : cell),
    },
    {
      title: 'EXPIRE-7D',
      text: ({ backups }) => String(expiring(backups, WEEK_MS, now).length),
      dropOrder: 2,
    },
    { title: 'SCHEDULE', text: ({ schedule }) => schedule ?? '-', isElastic: true },
    {
      title: 'REASON',
      text: ({ failures }) => printable(failures[0]?.reason ?? '-'),
      isElastic: true,
    },
  ];
}

function failedIn(failures: BackupHistory['failures']): number {
  return failures.reduce((sum, { count }) => sum + count, 0);
}

/** The Backups that Velero deletes within a time. */
export function expiring(
  backups: readonly Backup[],
  milliseconds: number,
  now: Date,
): readonly Backup[] {
  const until = now.getTime() + milliseconds;
  return backups.filter(({ expiresAt }) => expiresAt !== null && Date.parse(expiresAt) <= until);
}

/** A row of the table of Backups. */
interface Row extends Backup {
  readonly app: string | null;
}

/** Every Backup, and what failed since the last good one. */
export function historyText(
  histories: readonly BackupHistory[],
  now: Date,
  screen: Screen,
): string {
  const rows = histories.flatMap(({ app, backups }) =>
    backups.map((backup) => ({ app, ...backup })),
  );
  if (rows.length === 0) return 'No Backup was found.';
  const failing = histories.filter(({ failures }) => failures.length > 0);
  return [
    table(rows, backupColumns(screen.style, now), screen),
    ...failing.flatMap((history) => failureLines(history, now, screen.style)),
  ].join('\n');
}

function backupColumns(style: Style, now: Date): readonly Column<Row>[] {
  return [
    {
      title: 'PHASE',
      text: ({ phase }) => phase,
      paint: ({ isGood, reason }, cell) =>
        isGood ? style.good(cell) : reason === '' ? style.warn(cell) : style.bad(cell),
    },
    { title: 'AGE', text: ({ startedAt }) => age(startedAt, now) },
    { title: 'APPLICATION', text: ({ app }) => app ?? '-', isElastic: true },
    { title: 'OBJECTS', text: ({ objects }) => (objects === null ? '-' : String(objects)) },
    {
      title: 'TOOK',
      text: ({ seconds }) => (seconds === null ? '-' : `${seconds}s`),
      dropOrder: 1,
    },
    { title: 'EXPIRES', text: ({ expiresAt }) => expiryText(expiresAt, now) },
    { title: 'WARNINGS', text: ({ warnings }) => String(warnings), isWideOnly: true },
    { title: 'ERRORS', text: ({ errors }) => String(errors), isWideOnly: true },
    { title: 'BACKUP', text: ({ name }) => name, isElastic: true },
    { title: 'REASON', text: ({ reason }) => printable(reason || '-'), isElastic: true },
  ];
}

function expiryText(expiresAt: string | null, now: Date): string {
  if (expiresAt === null) return '-';
  return Date.parse(expiresAt) <= now.getTime() ? 'expired' : age(expiresAt, now);
}

function failureLines(
  { app, lastGood, failures }: BackupHistory,
  now: Date,
  style: Style,
): string[] {
  const since =
    lastGood === null ? 'none is good' : `the last good one is ${age(lastGood.startedAt, now)} old`;
  return [
    '',
    style.bad(
      `${printable(app ?? 'without an application')}: ${failedIn(failures)} failed, ${since}`,
    ),
    ...failures.map(({ phase, reason, count }) => `  ${count} × ${phase}: ${printable(reason)}`),
  ];
}
