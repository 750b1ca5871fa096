import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerTo } from './protocol.js';
import { caseRequest, VOLUME_CASES } from './volume-cases.js';

/** What each release of Velero answered, or that it refuses the policy: `npm run velero-volumes -- --record`. */
const VECTORS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = JSON.parse(
  readFileSync(new URL('volume-vectors.json', import.meta.url), 'utf8'),
);
const RELEASES = ['1.16.2', '1.17.2', '1.18.0', '1.18.1'];

describe.each(RELEASES)('the decisions about volumes by the rules of Velero %s', (release) => {
  it.each(VOLUME_CASES)('are those of Velero: $name', (one) => {
    const { status, decisions } = answerTo(caseRequest(one, release));
    const recorded = VECTORS[one.name]?.[release];
    expect(recorded).toBeDefined();
    expect(status === 'FailedValidation' ? 'refused' : decisions).toEqual(recorded);
  });
});
