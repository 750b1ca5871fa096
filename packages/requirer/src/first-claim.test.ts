/** Which claim decides, by standing and by the relation's number: in a hook, by the tests of the requirer. */
import { read } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';
import { decide, type Judged } from './first-claim.js';
import type { Claim, Standing } from './ownership.js';

function judged(relation: string, standing: Standing = 'stranger'): Judged<Claim> {
  const target = read.BackupTargetEntry.parse({
    app: 'db',
    relation_name: 'backup',
    model: 'prod',
    spec: {},
  });
  return { standing, claim: { relation, remoteApp: 'any', path: '', target } };
}

/** The relation whose claim counts, and the one that is refused and decides. */
function decided(claims: readonly Judged<Claim>[], refused: readonly Judged[] = []) {
  const found = decide(claims, refused);
  const [winner = null] = [...found.winners.values()].map(({ relation }) => relation);
  const [waits = null] = found.refused.values();
  return [winner, waits];
}

describe('of several claims', () => {
  it.each([
    [['targets:9', 'targets:10'], 'targets:9'],
    [['targets:10', 'targets:9'], 'targets:9'],
    [['targets:11', 'targets:10'], 'targets:10'],
    [['targets:0x', 'targets:7'], 'targets:7'],
    [['targets', 'targets:7'], 'targets:7'],
    [['targets', 'other'], 'targets'],
  ])('%j, that of %s counts', (relations, winner) => {
    expect(decided(relations.map((relation) => judged(relation)))).toEqual([winner, null]);
  });

  it("the owner's counts, whichever comes first", () => {
    const owner = judged('targets:9', 'owner');
    expect(decided([judged('targets:1'), owner])).toEqual(['targets:9', null]);
    expect(decided([owner, judged('targets:1')])).toEqual(['targets:9', null]);
  });

  it.each<Standing>(['yielding', 'impostor', 'other-model'])('one that is %s never does', (not) => {
    expect(decided([judged('targets:1', not), judged('targets:2')])).toEqual(['targets:2', null]);
    expect(decided([judged('targets:1', not)])).toEqual([null, null]);
  });
});

describe('an entry that is refused', () => {
  it('decides before a claim of a relation that was made later', () => {
    expect(decided([judged('targets:2')], [judged('targets:1')])).toEqual([null, 'targets:1']);
    expect(decided([judged('targets:1')], [judged('targets:2')])).toEqual(['targets:1', null]);
  });

  it('of the owner decides before any other, and takes nothing from its own valid claim', () => {
    const refused = [judged('targets:9', 'owner')];
    expect(decided([judged('targets:1')], refused)).toEqual([null, 'targets:9']);
    expect(decided([judged('targets:10', 'owner')], refused)).toEqual(['targets:10', null]);
  });

  it.each<Standing>(['yielding', 'impostor', 'other-model'])('decides nothing if %s', (not) => {
    const refused = [judged('targets:1', not)];
    expect(decided([judged('targets:2')], refused)).toEqual(['targets:2', null]);
  });

  it('is the first of several', () => {
    const refused = [judged('targets:3'), judged('targets:1'), judged('targets:2')];
    expect(decided([judged('targets:4')], refused)).toEqual([null, 'targets:1']);
  });
});
