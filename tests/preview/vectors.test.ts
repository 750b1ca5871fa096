import { readFileSync } from 'node:fs';
import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import { describe, expect, it } from 'vitest';
import { answerTo, type Request } from './protocol.js';

interface Outcome {
  readonly status: string;
  readonly included: readonly string[];
}

interface Vector extends Outcome, Pick<Request, 'spec' | 'objects'> {
  readonly name: string;
  readonly errors?: readonly string[] | undefined;
  readonly by_version: Readonly<Record<string, Outcome>>;
}

const VECTORS: readonly Vector[] = JSON.parse(
  readFileSync(new URL('vectors.json', import.meta.url), 'utf8'),
);
const RELEASES = MEASURED_RELEASES.map(({ release }) => release);

describe.each(RELEASES)('preview by the rules of Velero %s', (release) => {
  it.each(VECTORS)('answers as Velero did: $name', (vector) => {
    const { name, spec, objects } = vector;
    const recorded = release === 'main' ? vector : vector.by_version[`v${release}`];
    if (recorded === undefined) throw new Error(`${name} was not recorded for ${release}`);
    const { status, included } = recorded;
    const answer = answerTo({ id: name, spec, objects, veleroVersion: release });
    expect(answer).toMatchObject({ id: name, status, included: [...included].sort() });
    if (release === 'main') expect(answer.errors).toEqual(vector.errors ?? []);
  });
});
