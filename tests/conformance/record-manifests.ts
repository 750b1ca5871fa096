/**
 * `npm run manifest-cases`: writes packages/velero/src/test-data/manifests.json, to which Python's tests hold the package
 * without TypeScript.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BackupTargetEntry } from '@k8s-backup-target/schema';
import fc from 'fast-check';
import { type ManifestCase, plainCases, wildCases } from './manifest-cases.js';

export const RECORDED_FILE = fileURLToPath(
  new URL('../../packages/velero/src/test-data/manifests.json', import.meta.url),
);

const SEED = 20261130;

/** The same cases each time, whatever fields a spec gets: what is null is left out. */
export function recordedCases(): readonly ManifestCase[] {
  const cases = [
    ...fc.sample(wildCases, { numRuns: 20, seed: SEED }),
    ...fc.sample(plainCases, { numRuns: 40, seed: SEED }),
  ];
  return cases.map(({ asked, answer }) => ({
    asked: { ...asked, targets: asked.targets.map(withoutNulls) },
    answer,
  }));
}

function withoutNulls({ spec, ...names }: BackupTargetEntry): BackupTargetEntry {
  const set = Object.entries(spec).filter(([, value]) => value !== null);
  return { ...names, spec: Object.fromEntries(set) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = recordedCases().map((one) => `  ${JSON.stringify(one)}`);
  writeFileSync(RECORDED_FILE, `[\n${lines.join(',\n')}\n]\n`);
}
