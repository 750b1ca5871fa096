import { judgeCron } from './judge-cron.js';
import { judgeDurations, judgeTtls } from './judge-durations.js';
import { judgeGlobs } from './judge-globs.js';
import { judgeStructures } from './judge-structures.js';
import { judgeTargets } from './judge-targets.js';
import { judgeVolumes } from './judge-volumes.js';
import { askOracle } from './oracle.js';
import type { Verdict } from './verdict.js';

/** Inputs that were judged, by kind, and the code that judged them. */
export interface Report {
  readonly versions: Readonly<Record<string, string>>;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** Judges `count` inputs of each kind. The oracle must be built. */
export async function judgeAll(count: number, seed: number): Promise<Report> {
  const [versions] = await askOracle([{ op: 'version' }]);
  return {
    versions,
    verdicts: {
      specs: await judgeTargets(count, seed),
      'structures of whole objects': await judgeStructures(count, seed),
      'cron expressions': await judgeCron(count, seed),
      durations: await judgeDurations(count, seed),
      globs: await judgeGlobs(count, seed),
      ttls: await judgeTtls(count, seed),
      volumes: await judgeVolumes(count, seed),
    },
  };
}

/** The report for people: one line for each kind, and the disagreements. */
export function reportLines({ versions, verdicts }: Report, seed: number): readonly string[] {
  const judges = Object.entries(versions).map(([module, version]) => `${module} ${version}`);
  return [
    `velero-oracle: ${judges.join(', ')}; seed ${seed}`,
    ...Object.entries(verdicts).map(
      ([kind, { judged, accepted, disagreements }]) =>
        `velero-oracle: judged ${judged} ${kind} (${accepted} taken, ${judged - accepted} refused), ${disagreements.length} disagreed`,
    ),
    ...Object.values(verdicts).flatMap(({ disagreements }) =>
      disagreements.slice(0, 20).map((line) => `  ${line}`),
    ),
  ];
}
