/** Compares an executor's answer with what the corpus expects. */
import { isDeepStrictEqual } from 'node:util';
import type { Case } from './corpus.js';
import type { KnownDifference } from './known-differences.js';
import type { Answer, Finding, Issue, ProviderAppData } from './protocol.js';

/** What one answer is worth; a failure says why. */
export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'known'; readonly reason: string }
  | { readonly kind: 'failed'; readonly message: string };

const NOTHING: ProviderAppData = { backup_targets: [] };

/**
 * Judges one answer. `known` is the listed difference of this implementation in this case, if any:
 * then the answer must be the one that was reviewed (`case.reference`), and no other.
 */
export function judge(
  expected: Case,
  answer: Answer | undefined,
  namesIssues: boolean,
  known: KnownDifference | undefined,
): Verdict {
  if (answer === undefined) return { kind: 'failed', message: 'no answer' };
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
  const { findings } = expected;
  if (findings !== undefined && !sameFindings(answer.findings ?? [], findings))
    return `findings are ${JSON.stringify(answer.findings ?? [])}, expected ${JSON.stringify(findings)}`;
  if (!namesIssues || sameIssues(answer.issues ?? [], expected.issues)) return undefined;
  return `issues are ${JSON.stringify(answer.issues ?? [])}, expected ${JSON.stringify(expected.issues)}`;
}

function sameResult(reviewed: NonNullable<Case['reference']>, answer: Answer): boolean {
  return (
    reviewed.valid === answer.valid && isDeepStrictEqual(answer.value ?? NOTHING, reviewed.value)
  );
}

/** Tells whether two lists hold the same issues, as sets: an implementation may say a thing twice. */
export function sameIssues(left: readonly Issue[], right: readonly Issue[]): boolean {
  return isDeepStrictEqual(issueSet(left), issueSet(right));
}

/** Whether two lists hold the same findings, in any order: the order of labels is no part of a language's maps. */
function sameFindings(left: readonly Finding[], right: readonly Finding[]): boolean {
  return isDeepStrictEqual(findingLines(left), findingLines(right));
}

function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`).sort();
}

function issueSet(issues: readonly Issue[]): ReadonlySet<string> {
  return new Set(issues.map(({ path, rule }) => `${rule} ${path}`));
}

function validity(valid: boolean): string {
  return valid ? 'valid' : 'invalid';
}

function listed(issues: readonly Issue[] | undefined): string {
  return issues === undefined || issues.length === 0 ? '' : ` (${JSON.stringify(issues)})`;
}
