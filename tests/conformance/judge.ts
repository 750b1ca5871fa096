/** Compares an executor's answer with what the corpus expects. */
import { isDeepStrictEqual } from 'node:util';
import type { Case } from './corpus.js';
import type { Implementation } from './implementations.js';
import type { KnownDifference } from './known-differences.js';
import type { Answer, Finding, Issue, ProviderAppData } from './protocol.js';

/** The verdict on one answer; a failure says why. */
export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'known'; readonly reason: string }
  | { readonly kind: 'failed'; readonly message: string };

/** What the judge must know of an implementation. */
export type Judged = Pick<Implementation, 'namesIssues' | 'mayLackFields'>;

const NOTHING: ProviderAppData = { backup_targets: [] };

/**
 * Judges one answer. `known` is the listed difference of this implementation in this case, if any:
 * then the answer must be the one that was reviewed (`case.reference`), and no other.
 */
export function judge(
  stated: Case,
  answer: Answer | undefined,
  judged: Judged,
  known: KnownDifference | undefined,
): Verdict {
  if (answer === undefined) return { kind: 'failed', message: 'no answer' };
  const comparable = judged.mayLackFields ? withFieldsOf(answer, stated) : stated;
  return judgeComparable(comparable, answer, judged.namesIssues, known);
}

function judgeComparable(
  expected: Case,
  answer: Answer,
  namesIssues: boolean,
  known: KnownDifference | undefined,
): Verdict {
  const difference = differenceOf(expected, answer, namesIssues);
  if (known === undefined) {
    return difference === undefined ? { kind: 'passed' } : { kind: 'failed', message: difference };
  }
  if (difference === undefined) {
    if (known.mayAgree === true) return { kind: 'passed' };
    return {
      kind: 'failed',
      message: `differs no longer: take it off the known difference ${known.reason}`,
    };
  }
  const reviewed = expected.reference;
  if (reviewed !== undefined && !sameResult(reviewed, answer)) {
    return {
      kind: 'failed',
      message: `differs in another way than was reviewed as ${known.reason}: ${difference}`,
    };
  }
  return { kind: 'known', reason: known.reason };
}

function differenceOf(expected: Case, answer: Answer, namesIssues: boolean): string | undefined {
  if (answer.valid !== expected.valid)
    return `is ${validity(answer.valid)}, expected ${validity(expected.valid)}${listed(answer.issues)}`;
  if (!isDeepStrictEqual(answer.value ?? NOTHING, expected.value))
    return `value is ${JSON.stringify(answer.value)}, expected ${JSON.stringify(expected.value)}`;
  const { findings, result } = expected;
  if (!isDeepStrictEqual(answer.result, result))
    return `result is ${JSON.stringify(answer.result)}, expected ${JSON.stringify(result)}`;
  if (findings !== undefined && !sameFindings(answer.findings ?? [], findings))
    return `findings are ${JSON.stringify(answer.findings ?? [])}, expected ${JSON.stringify(findings)}`;
  if (!namesIssues || sameIssues(answer.issues ?? [], expected.issues)) return undefined;
  return `issues are ${JSON.stringify(answer.issues ?? [])}, expected ${JSON.stringify(expected.issues)}`;
}

/** What is expected, without the fields of a spec that no spec of the answer has. */
function withFieldsOf(answer: Answer, expected: Case): Case {
  const known = new Set(specsOf(answer.value).flatMap((spec) => Object.keys(spec)));
  const restricted = ({ backup_targets }: ProviderAppData): ProviderAppData => ({
    backup_targets: (backup_targets as readonly Entry[]).map((entry) => ({
      ...entry,
      spec: Object.fromEntries(Object.entries(entry.spec).filter(([field]) => known.has(field))),
    })),
  });
  const { reference } = expected;
  return {
    ...expected,
    value: restricted(expected.value),
    ...(reference && { reference: { ...reference, value: restricted(reference.value) } }),
  };
}

interface Entry {
  readonly spec: object;
}

function specsOf(value: ProviderAppData | undefined): readonly object[] {
  return ((value?.backup_targets ?? []) as readonly Partial<Entry>[]).map(({ spec }) => spec ?? {});
}

function sameResult(reviewed: NonNullable<Case['reference']>, answer: Answer): boolean {
  return (
    reviewed.valid === answer.valid && isDeepStrictEqual(answer.value ?? NOTHING, reviewed.value)
  );
}

/**
 * Tells whether an answer's issues are those that are expected, as sets: an implementation may say a thing
 * twice.
 */
function sameIssues(answered: readonly Issue[], expected: readonly Issue[]): boolean {
  const lines = (issues: readonly Issue[]) => new Set(issueLines(issues, hasTexts(expected)));
  return isDeepStrictEqual(lines(answered), lines(expected));
}

/**
 * Tells whether two languages say the same of an input, word by word, and find it as grave: as sets, since a thing
 * may be said twice.
 */
export function sameDetails(
  one: readonly (Issue | Finding)[],
  other: readonly (Issue | Finding)[],
): boolean {
  return isDeepStrictEqual(new Set(one.map(detailsOf)), new Set(other.map(detailsOf)));
}

function detailsOf(issue: Issue | Finding): string {
  const { path, rule, message, remedy, key, suggestion } = issue;
  const severity = 'severity' in issue ? issue.severity : undefined;
  return JSON.stringify([path, rule, severity, message, remedy, key, suggestion]);
}

/** Tells whether findings are as expected, in any order: the order of labels is not part of a language's maps. */
function sameFindings(answered: readonly Finding[], expected: readonly Finding[]): boolean {
  const lines = (findings: readonly Finding[]) =>
    issueLines(findings, hasTexts(expected))
      .map((line, index) => `${findings[index]?.severity} ${line}`)
      .sort();
  return isDeepStrictEqual(lines(answered), lines(expected));
}

function issueLines(issues: readonly Issue[], withTexts: boolean): readonly string[] {
  return issues.map(({ path, rule, message }) =>
    withTexts ? `${rule} ${path} ${message}` : `${rule} ${path}`,
  );
}

function hasTexts(issues: readonly Issue[]): boolean {
  return issues.some(({ message }) => message !== undefined);
}

function validity(valid: boolean): string {
  return valid ? 'valid' : 'invalid';
}

function listed(issues: readonly Issue[] | undefined): string {
  return issues === undefined || issues.length === 0 ? '' : ` (${JSON.stringify(issues)})`;
}
