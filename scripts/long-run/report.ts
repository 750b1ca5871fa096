/** The reports of long runs, which are committed: `docs/proof.md` says what they say. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dayOf } from '@k8s-backup-target/tools/report';

const FOLDER = fileURLToPath(new URL('../../docs/reports', import.meta.url));

export interface LongRunReport {
  readonly name: string;
  /** The command that runs it again. */
  readonly command: string;
  readonly seed: number;
  readonly lives: number;
  /** The lives that went wrong, each as it can be run again. */
  readonly lost: readonly string[];
  readonly seconds: number;
  /** The day on which it ended: `2026-11-29`. */
  readonly date: string;
  /** The commit whose code ran. */
  readonly commit: string;
}

/** Every report of lives that is committed. */
export function readReports(): readonly LongRunReport[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))
    .filter((report) => 'lives' in report);
}

export function writeReport(report: LongRunReport): void {
  writeFileSync(join(FOLDER, `${report.name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}

/** A report in the words of docs/proof.md. */
export function sentenceOf({ lives, lost, seed, seconds, date }: LongRunReport): string {
  const counted = `${lives.toLocaleString('en')} lives, ${lost.length} lost`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  return `${counted} (seed ${seed}, ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, ${dayOf(date)})`;
}
