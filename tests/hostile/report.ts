/** The figures of SECURITY.md: `REPORT=1 HOSTILE=all npx vitest run tests/hostile/hostile.test.ts` measures them. */
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { dayOf, writeReport } from '@k8s-backup-target/tools/report';

/** What one process says that read hostile databags. */
export interface Reading {
  readonly targets: number;
  readonly issues: number;
  readonly longest: number;
  /** Of the processor. */
  readonly seconds: number;
  readonly megabytes: number;
}

/** What it took to read one kind of databag. */
export interface Measured {
  readonly language: string;
  /** Databags of 16 MiB that were read at once. */
  readonly databags: number;
  readonly payload: string;
  readonly seconds: number;
  readonly megabytes: number;
}

/** `docs/reports/hostile.json`. */
export interface HostileReport {
  /** The day of the run: `2026-11-29`. */
  readonly date: string;
  readonly command: string;
  readonly details: {
    readonly cores: number;
    /** Processes that wanted a core when the run ended. */
    readonly load: number;
    readonly readings: readonly Measured[];
  };
}

/** Writes what was measured, where REPORT=1 is set. */
export function writeHostileReport(readings: readonly Measured[], seconds: number): void {
  const [load = 0] = loadavg();
  const report = {
    command: 'REPORT=1 HOSTILE=all npx vitest run tests/hostile/hostile.test.ts',
    seed: 0,
    count: readings.length,
    failures: readings.filter((each) => !isWithinPromise(each)).length,
    seconds,
    details: { cores: availableParallelism(), load: Math.round(load), readings },
  };
  writeReport('hostile', report, join(import.meta.dirname, '../..'));
}

/** What SECURITY.md promises of memory: 1 GiB, and 2.5 GiB for four. Its seconds are about, on a machine with no load. */
function isWithinPromise({ databags, megabytes }: Measured): boolean {
  return megabytes < (databags === 1 ? 1024 : 2560);
}

/** The report in the words of SECURITY.md. */
export function hostileSentence({
  date,
  details: { cores, load, readings },
}: HostileReport): string {
  const worst = (language: string, databags: number) => {
    const those = readings.filter(
      (each) => each.language === language && each.databags === databags,
    );
    const most = (figures: readonly number[]) => Math.max(0, ...figures);
    const memory = Math.round(most(those.map(({ megabytes }) => megabytes)));
    return `${memory.toLocaleString('en')} MiB and ${most(those.map(({ seconds }) => seconds)).toFixed(1)} s in ${language}`;
  };
  const both = (databags: number) =>
    `${worst('TypeScript', databags)}, ${worst('Python', databags)}`;
  return `The worst of them took ${both(1)}; the worst four took ${both(4)} (${dayOf(date)}, on ${cores} cores with a load of ${load}`;
}
