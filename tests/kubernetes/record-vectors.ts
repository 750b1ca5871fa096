/**
 * Records what a release of Velero saves of the preview's vectors, in their file: the answers of releases that the
 * live tests do not run each time.
 *
 * Usage: E2E_VELERO=1.15.2 npx tsx --conditions=@k8s-backup-target/source tests/kubernetes/record-vectors.ts
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toBackupSpec, type VectorSpec } from '../preview/protocol.js';
import { VELERO_VERSION } from './build.js';
import { keyOf, type LabObject } from './lab-object.js';
import { PreviewLab } from './preview-lab.js';

interface Vector {
  readonly name: string;
  readonly spec: VectorSpec;
  readonly objects: readonly LabObject[];
  readonly by_version: Record<string, { status: string; included: readonly string[] }>;
}

const FILE = fileURLToPath(new URL('../preview/vectors.json', import.meta.url));
const vectors: readonly Vector[] = JSON.parse(readFileSync(FILE, 'utf8'));

const lab = await PreviewLab.start();
try {
  for (const { name, spec, objects, by_version: recorded } of vectors) {
    const [compared] = await lab.compareAll(objects, [
      { backup: toBackupSpec(spec), policy: null },
    ]);
    if (compared === undefined) throw new Error(`${name} was not run`);
    const { phase, keys } = compared.outcome;
    const own = new Set(objects.map(keyOf));
    recorded[`v${VELERO_VERSION}`] = {
      status: phase,
      included: keys.filter((key) => own.has(key)),
    };
    for (const difference of compared.differences) console.log(`${name}: ${difference}`);
  }
} finally {
  await lab.close();
}
writeFileSync(FILE, JSON.stringify(vectors));
execFileSync('npx', ['biome', 'format', '--write', FILE]);
