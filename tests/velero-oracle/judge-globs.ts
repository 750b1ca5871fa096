import fc from 'fast-check';
import { compileGlob } from '../../packages/preview/src/glob/glob.js';
import { type GlobCase, globCases } from './arbitrary-globs.js';
import { askOracle } from './oracle.js';
import type { Verdict } from './verdict.js';

/** Generates patterns and names: both must compile the same patterns and match the same names. */
export async function judgeGlobs(count: number, seed: number): Promise<Verdict> {
  const cases = fc.sample(globCases(), { numRuns: count, seed });
  const answers = await askOracle(cases.map((glob) => ({ op: 'glob', glob }) as const));
  const disagreements = cases.flatMap((glob, index) => {
    const [ours, theirs] = [matchesOf(glob), answers[index]?.matches?.map(asOurs)];
    if (JSON.stringify(ours) === JSON.stringify(theirs)) return [];
    return [`glob ${JSON.stringify(glob)}: ${ours}, oracle ${theirs ?? answers[index]?.error}`];
  });
  const accepted = cases.filter(({ pattern }) => compileGlob(pattern).ok).length;
  return { judged: cases.length, accepted, disagreements };
}

/** Undefined for a pattern that does not compile. */
function matchesOf({ pattern, texts }: GlobCase): readonly boolean[] | undefined {
  const glob = compileGlob(pattern);
  return glob.ok ? texts.map((text) => glob.matches(text)) : undefined;
}

/** Where gobwas crashes, there is no match. */
function asOurs(word: string): boolean {
  return word === 'yes';
}
