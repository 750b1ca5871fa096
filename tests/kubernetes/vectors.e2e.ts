import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBackupSpec, type VectorSpec } from '../preview/protocol.js';
import { VELERO_VERSION } from './build.js';
import { keyOf, type LabObject } from './lab-object.js';
import { PreviewLab } from './preview-lab.js';

interface Vector {
  readonly name: string;
  readonly spec: VectorSpec;
  readonly objects: readonly LabObject[];
  readonly by_version: Readonly<
    Record<string, { readonly status: string; readonly included: readonly string[] } | undefined>
  >;
}

const VECTORS: readonly Vector[] = JSON.parse(
  readFileSync(new URL('../preview/vectors.json', import.meta.url), 'utf8'),
);

const EMPTY: VectorSpec = {
  include_namespaces: null,
  include_resources: null,
  exclude_namespaces: null,
  exclude_resources: null,
  include_cluster_resources: null,
  label_selector: null,
};

/** Cases in which random runs found a difference, and their neighbours. None needs an object. */
const FOUND: readonly (readonly [name: string, spec: VectorSpec])[] = [
  [
    'an invalid selector where no namespace is listed',
    { ...EMPTY, include_namespaces: ['no-such-*'], label_selector: { 'a b': '' } },
  ],
  [
    'an empty selector where no namespace is listed',
    { ...EMPTY, include_namespaces: ['no-such-*'], label_selector: {} },
  ],
  ['all namespaces excluded', { ...EMPTY, exclude_namespaces: ['*'] }],
];

function asked(spec: VectorSpec) {
  return { backup: toBackupSpec(spec), policy: null };
}

let lab: PreviewLab;

beforeAll(async () => {
  lab = await PreviewLab.start();
});

afterAll(() => lab?.close());

describe('a Backup of Velero', () => {
  it.each(VECTORS)('saves what the vector and the preview say: $name', async (vector) => {
    const { objects, spec } = vector;
    const [compared] = await lab.compareAll(objects, [asked(spec)]);
    const own = new Set(objects.map(keyOf));
    const saved = compared?.outcome.keys.filter((key) => own.has(key));
    const recorded = vector.by_version[`v${VELERO_VERSION}`];
    expect(compared?.outcome.phase).toBe(recorded?.status);
    expect(saved).toEqual([...(recorded?.included ?? [])].sort());
    expect(compared?.differences).toEqual([]);
  });

  it.each(FOUND)('saves what the preview says: %s', async (_, spec) => {
    const [compared] = await lab.compareAll([], [asked(spec)]);
    expect(compared?.differences).toEqual([]);
  });
});
