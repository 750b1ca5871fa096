/**
 * `npm run velero-volumes -- [--volumes N] [--seed S] [--release R]... [--report FILE] [--record FILE]`: asks each
 * release of Velero what it decides about the data of random volumes, and of the cases of tests/preview.
 *
 * `--report` writes the figures, `--record` what Velero answers to the cases. Exit status: 0 all agree, 1 something
 * disagrees, 2 it could not run.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { whyNoGo } from '@k8s-backup-target/tools/go';
import { caseRequest, VOLUME_CASES } from '../preview/volume-cases.js';
import {
  askRelease,
  judgeRelease,
  ourDecisions,
  type ReleaseVerdict,
  theirDecisions,
} from './judge-releases.js';
import { JUDGED_RELEASES, type JudgedRelease } from './release-oracle.js';

/** Differences that are printed of one release. */
const SHOWN = 5;

interface Options {
  readonly volumes: number;
  readonly seed: number;
  readonly releases: readonly JudgedRelease[];
  readonly report: string | undefined;
  readonly record: string | undefined;
}

async function main(): Promise<number> {
  const options = readOptions();
  const reason = whyNoGo();
  if (reason !== undefined) {
    console.error(`velero-volumes: did not run: ${reason}`);
    return 2;
  }
  const recorded: Record<string, Record<string, unknown>> = {};
  const verdicts: ReleaseVerdict[] = [];
  let differing = 0;
  for (const release of options.releases) {
    const answers = await casesOf(release);
    differing += answers.differing;
    for (const [name, answer] of answers.byCase)
      recorded[name] = { ...recorded[name], [release]: answer };
    const verdict = await judgeRelease(release, options.volumes, options.seed);
    verdicts.push(verdict);
    print(verdict);
  }
  if (options.record !== undefined) write(options.record, recorded);
  if (options.report !== undefined) write(options.report, reportOf(verdicts, options));
  return differing + verdicts.reduce((sum, one) => sum + one.disagreements.length, 0) === 0 ? 0 : 1;
}

async function casesOf(release: JudgedRelease) {
  const requests = VOLUME_CASES.map((one) => caseRequest(one, release));
  const answers = await askRelease(release, requests);
  const byCase = new Map<string, unknown>();
  let differing = 0;
  for (const [index, request] of requests.entries()) {
    const [given, name] = [answers[index], VOLUME_CASES[index]?.name ?? ''];
    if (given === undefined) continue;
    const theirs = theirDecisions(given);
    byCase.set(name, theirs);
    const [ours, its] = [ourDecisions(request), theirs].map((one) => JSON.stringify(one));
    if (ours === its) continue;
    differing += 1;
    console.log(`velero-volumes: ${release} ${name}:\n  ${ours}\n  Velero ${its}`);
  }
  console.log(`velero-volumes: ${release}: ${requests.length} cases, ${differing} differ`);
  return { byCase, differing };
}

function print({ release, disagreements, ...figures }: ReleaseVerdict): void {
  const { clusters, refused, volumes, yes, no, errors } = figures;
  console.log(
    `velero-volumes: ${release}: ${volumes} volumes of ${clusters} clusters (${refused} policies refused): ${yes} yes, ${no} no, ${errors} errors; ${disagreements.length} clusters differ`,
  );
  for (const line of disagreements.slice(0, SHOWN)) console.log(`  ${line}`);
}

function reportOf(verdicts: readonly ReleaseVerdict[], { volumes, seed }: Options): object {
  return {
    command: `npm run velero-volumes -- --volumes ${volumes} --seed ${seed}`,
    cases: VOLUME_CASES.length,
    releases: verdicts.map(({ disagreements, ...figures }) => ({
      ...figures,
      differing: disagreements.length,
    })),
  };
}

function write(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      volumes: { type: 'string', default: '5000' },
      seed: { type: 'string' },
      release: { type: 'string', multiple: true },
      report: { type: 'string' },
      record: { type: 'string' },
    },
  });
  const [volumes, seed] = [Number(values.volumes), Number(values.seed ?? Date.now() % 2 ** 31)];
  if (!Number.isInteger(volumes) || volumes < 1) throw new Error('--volumes must be positive');
  if (!Number.isInteger(seed)) throw new Error('--seed must be an integer');
  const asked: readonly string[] = values.release ?? JUDGED_RELEASES;
  const releases = JUDGED_RELEASES.filter((one) => asked.includes(one));
  if (releases.length === 0)
    throw new Error(`--release must be one of ${JUDGED_RELEASES.join(', ')}`);
  return { volumes, seed, releases, report: values.report, record: values.record };
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`velero-volumes: could not run: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}
