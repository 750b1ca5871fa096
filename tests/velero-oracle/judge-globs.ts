import { lintSpec } from '@k8s-backup-target/lint';
import { draft, findingOf } from '@k8s-backup-target/lint/internal';
import fc from 'fast-check';
import { globSyntaxBroken, globSyntaxNul } from '../../packages/lint/src/generated/templates.js';
import { compileGlob } from '../../packages/preview/src/glob/glob.js';
import { type GlobCase, globCases } from './arbitrary-globs.js';
import { askOracle } from './oracle.js';
import type { Verdict } from './verdict.js';

/**
 * Generates patterns and names: the preview must compile the same patterns as gobwas and match the same
 * names, and the lint must refuse every pattern that does not compile, and call no other broken.
 */
export async function judgeGlobs(count: number, seed: number): Promise<Verdict> {
  const cases = fc.sample(globCases(), { numRuns: count, seed });
  const answers = await askOracle(cases.map((glob) => ({ op: 'glob', glob }) as const));
  const disagreements = cases.flatMap((glob, index) => {
    const [ours, theirs] = [matchesOf(glob), answers[index]?.matches?.map(asOurs)];
    const isBroken = isCalledBroken(glob);
    // A NUL is refused whatever gobwas makes of it.
    const isJudgedRight = glob.pattern.includes('\0')
      ? isBroken
      : isBroken === (theirs === undefined);
    const agree = JSON.stringify(ours) === JSON.stringify(theirs);
    if (agree && isJudgedRight) return [];
    const oracle = theirs ?? answers[index]?.error;
    return [`glob ${JSON.stringify(glob)}: ${ours}, broken ${isBroken}, oracle ${oracle}`];
  });
  const accepted = cases.filter(({ pattern }) => compileGlob(pattern).ok).length;
  return { judged: cases.length, accepted, disagreements };
}

/** Undefined for a pattern that does not compile. */
function matchesOf({ pattern, texts }: GlobCase): readonly boolean[] | undefined {
  const glob = compileGlob(pattern);
  return glob.ok ? texts.map((text) => glob.matches(text)) : undefined;
}

/** Tells whether the lint calls the pattern broken as a resource, where no other rule comes before. */
function isCalledBroken({ pattern }: GlobCase): boolean {
  const path = '/exclude_resources/0';
  const broken = [globSyntaxBroken, globSyntaxNul].map(
    (template) => findingOf(draft(template, path, { name: pattern })).message,
  );
  return lintSpec({ exclude_resources: [pattern] }).some(({ message }) => broken.includes(message));
}

/** Reads gobwas' answer; a crash of gobwas is not a match. */
function asOurs(word: string): boolean {
  return word === 'yes';
}
