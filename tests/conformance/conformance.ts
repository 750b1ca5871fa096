/** One run of one implementation over the corpus, judged class by class. */
import { aboutLayers, type Case, type CaseClass } from './corpus.js';
import { driveExecutor } from './drive-executor.js';
import type { Implementation } from './implementations.js';
import { judge, sameDetails, type Verdict } from './judge.js';
import type { KnownDifference } from './known-differences.js';
import { type Answer, ROLE_LAYERS } from './protocol.js';
import { typescriptAnswer } from './typescript-answer.js';

/** The number of times that each verdict was given. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly known: number;
}

/** One case that failed, and why. */
export interface Failure {
  readonly id: string;
  readonly message: string;
}

/** One implementation's results over the corpus. */
export interface Outcome {
  readonly implementation: string;
  readonly classes: Readonly<Record<string, Tally>>;
  readonly total: Tally;
  readonly failures: readonly Failure[];
  /** The executor's misbehaviour: it crashed, hung, or printed things other than answers. */
  readonly faults: readonly string[];
  readonly stderr: string;
}

/** Tells whether everything is as the corpus says or as the list of known differences says. */
export function isClean({ total, faults }: Outcome): boolean {
  return total.failed === 0 && faults.length === 0;
}

/** Runs `implementation` over what it answers of a corpus, `limit` milliseconds at most. Never throws. */
export async function runConformance(
  implementation: Implementation,
  wholeCorpus: readonly CaseClass[],
  differences: readonly KnownDifference[],
  limit: number,
): Promise<Outcome> {
  const corpus = aboutLayers(wholeCorpus, implementation.layers);
  const cases = corpus.flatMap((each) => each.cases);
  const run = await driveExecutor(implementation.command, cases, limit);
  const known = knownByCase(differences, implementation.name);
  const failures: Failure[] = [];
  const judgeCase = (expected: Case): keyof Tally => {
    const answer = run.answers.get(expected.id);
    const verdict = inDetail(
      judge(expected, answer, implementation, known.get(expected.id)),
      expected,
      implementation,
      answer,
    );
    if (verdict.kind === 'failed') failures.push({ id: expected.id, message: verdict.message });
    return verdict.kind;
  };
  const classes = Object.fromEntries(
    corpus.map((each) => [each.class, tally(each.cases.map(judgeCase))]),
  );
  for (const id of known.keys()) {
    if (!cases.some((each) => each.id === id))
      failures.push({ id, message: 'is a known difference, but no case of the corpus' });
  }
  const total = sum(Object.values(classes), failures.length);
  return {
    implementation: implementation.name,
    classes,
    total,
    failures,
    faults: run.faults,
    stderr: run.stderr,
  };
}

/** What the corpus does not hold, the words and the fields of each issue and finding, is as TypeScript says it. */
function inDetail(
  verdict: Verdict,
  expected: Case,
  { namesIssues }: Implementation,
  answer: Answer | undefined,
): Verdict {
  const isRole = ROLE_LAYERS.includes(expected.layer);
  if (verdict.kind !== 'passed' || !namesIssues || isRole) return verdict;
  const { issues = [], findings = [] } = answer ?? {};
  const said = typescriptAnswer(expected);
  const pairs = { issues: [issues, said.issues], findings: [findings, said.findings] } as const;
  for (const [name, [ours, theirs = []]] of Object.entries(pairs)) {
    if (sameDetails(ours, theirs)) continue;
    const message = `${name} say ${JSON.stringify(ours)}, and TypeScript ${JSON.stringify(theirs)}`;
    return { kind: 'failed', message };
  }
  return verdict;
}

function knownByCase(
  differences: readonly KnownDifference[],
  implementation: string,
): ReadonlyMap<string, KnownDifference> {
  const own = differences.filter((difference) => difference.implementation === implementation);
  return new Map(own.flatMap((difference) => difference.cases.map((id) => [id, difference])));
}

function tally(kinds: readonly (keyof Tally)[]): Tally {
  const count = (kind: keyof Tally) => kinds.filter((each) => each === kind).length;
  return { passed: count('passed'), failed: count('failed'), known: count('known') };
}

function sum(tallies: readonly Tally[], failed: number): Tally {
  return {
    passed: tallies.reduce((total, each) => total + each.passed, 0),
    failed,
    known: tallies.reduce((total, each) => total + each.known, 0),
  };
}
