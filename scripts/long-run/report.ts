/** The reports of long runs, which are committed: `docs/proof.md` says what they say. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

export function writeReport(report: LongRunReport): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${report.name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}
