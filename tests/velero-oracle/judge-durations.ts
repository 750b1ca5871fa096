import fc from 'fast-check';
import { parseGoDuration } from '../../packages/velero/src/go-duration.js';
import { toGoDuration, VeleroError } from '../../packages/velero/src/index.js';
import { durations, ttls } from './arbitrary-durations.js';
import { askOracle } from './oracle.js';
import type { Verdict } from './verdict.js';

/** Generates Go durations: both must read the same nanoseconds, or neither any. */
export async function judgeDurations(count: number, seed: number): Promise<Verdict> {
  const texts = fc.sample(durations(), { numRuns: count, seed });
  const answers = await askOracle(texts.map((text) => ({ op: 'duration', text }) as const));
  const disagreements = texts.flatMap((text, index) => {
    const [ours, theirs] = [parseGoDuration(text)?.toString(), answers[index]?.nanoseconds];
    return ours === theirs ? [] : [`duration ${JSON.stringify(text)}: ${ours}, oracle ${theirs}`];
  });
  const accepted = texts.filter((text) => parseGoDuration(text) !== undefined).length;
  return { judged: texts.length, accepted, disagreements };
}

/** Generates ttls of the contract: what they become must be what Go prints for it, and not zero. */
export async function judgeTtls(count: number, seed: number): Promise<Verdict> {
  const generated = fc.sample(ttls(), { numRuns: count, seed });
  const converted = generated.flatMap((ttl) => {
    const duration = convert(ttl);
    return duration === undefined ? [] : [{ ttl, duration }];
  });
  const answers = await askOracle(
    converted.map(({ duration }) => ({ op: 'duration', text: duration }) as const),
  );
  const disagreements = converted.flatMap(({ ttl, duration }, index) => {
    const { canonical, nanoseconds } = answers[index] ?? {};
    if (canonical === duration && nanoseconds !== '0') return [];
    return [`ttl ${ttl}: ${duration}, oracle ${canonical}`];
  });
  return { judged: generated.length, accepted: converted.length, disagreements };
}

/** Undefined where it is refused for having no length. */
function convert(ttl: string): string | undefined {
  try {
    return toGoDuration(ttl);
  } catch (error) {
    if (error instanceof VeleroError && error.issues[0]?.rule === 'ttl-zero') return undefined;
    throw error;
  }
}
