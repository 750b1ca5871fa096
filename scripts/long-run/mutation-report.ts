/** What a run of mutants found: compared with the list of survivors, told, and written where REPORT=1 is set. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORTS } from '@k8s-backup-target/tools/report';
import { type Change, compareWithList, isSame, readListed } from './survivors.js';

/** What a tool found, whatever tool it is. */
export interface Mutants {
  readonly mutants: number;
  readonly killed: number;
  /** Mutants at which the tests hang: they count as not killed. */
  readonly timeouts: readonly Change[];
  /** Those that no test noticed, or that no test reaches. */
  readonly survivors: readonly Change[];
  /** Undefined where all were tried. */
  readonly sample?: Sample;
  /** Those of the sample. */
  readonly tried?: readonly Change[];
}

/** Of how many mutants some were tried, and the seed that chose them. */
interface Sample {
  readonly of: number;
  readonly seed: number;
}

interface Run {
  readonly name: string;
  /** The command's options, by which this is not the room's own run; else empty. */
  readonly options: string;
  readonly seconds: number;
}

/** The report of docs/reports. */
export interface MutationReport {
  readonly date: string;
  /** The commit whose code was changed. */
  readonly commit: string;
  readonly command: string;
  readonly seconds: number;
  readonly sample?: Sample | undefined;
  readonly mutants: number;
  readonly killed: number;
  /** Killed of a hundred mutants; a timeout is no kill. */
  readonly score: number;
  readonly timeouts: readonly Change[];
  readonly survivors: readonly (Change & { readonly reason: string | null })[];
}

/** The given options in a command. */
export function optionsOf(options: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(options)
    .map(([name, value]) => (value === undefined ? '' : ` --${name} '${value}'`))
    .join('');
}

/** What a tool found of each mutant. */
export function mutantsOf(all: readonly (Change & { readonly status: string })[]): Mutants {
  return {
    mutants: all.length,
    killed: all.filter(({ status }) => status === 'killed').length,
    timeouts: all.filter(({ status }) => status === 'timeout'),
    survivors: all.filter(({ status }) => status !== 'killed' && status !== 'timeout'),
  };
}

/** Tells and writes it. @returns the exit status: 1 where a survivor is not listed, or one that is listed was killed */
export function reportMutants(
  root: string,
  { name, options, seconds }: Run,
  { mutants, killed, timeouts, survivors, sample, tried }: Mutants,
): number {
  const compared = compareWithList(survivors, readListed(root, name));
  const report: MutationReport = {
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    command: `npm run long-run -- ${name}${options}`,
    seconds,
    sample,
    mutants,
    killed,
    score: Math.floor((1000 * killed) / Math.max(1, mutants)) / 10,
    timeouts: timeouts.map(plain),
    survivors: compared.survivors.map((each) => ({ ...plain(each), reason: each.reason })),
  };
  console.log(`${killed} of ${mutants} mutants killed, ${report.score} %`);
  // The report is of a whole room.
  if (process.env['REPORT'] === '1' && options === '') {
    const path = join(root, REPORTS, `${name}.json`);
    writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  }
  const unlisted = compared.survivors.filter(({ reason }) => reason === null);
  // Of other files, and of what is not in a sample, nothing is known.
  const outdated = compared.outdated.filter(
    (each) => options === '' && (tried?.some((change) => isSame(change, each)) ?? true),
  );
  for (const each of unlisted) console.error(`not listed: ${shown(each)}`);
  for (const each of outdated) console.error(`listed, but it does not survive: ${shown(each)}`);
  return unlisted.length + outdated.length === 0 ? 0 : 1;
}

/** A report in the words of docs/proof.md. */
export function mutationSentence(report: MutationReport): string {
  const { mutants, killed, score, timeouts, survivors, sample } = report;
  const number = mutants.toLocaleString('en');
  const all =
    sample === undefined
      ? number
      : `${number} (chosen by seed ${sample.seed}) of ${sample.of.toLocaleString('en')}`;
  const reasoned = survivors.filter(({ reason }) => reason !== null).length;
  return `${score} % of ${all} changes noticed (${killed.toLocaleString('en')}; ${timeouts.length} hang, ${reasoned} of ${survivors.length} others are listed with a reason)`;
}

function plain({ file, code, becomes }: Change): Change {
  return { file, code, becomes };
}

function shown({ file, code, becomes }: Change): string {
  return `${file}: \`${code}\` -> \`${becomes}\``;
}
