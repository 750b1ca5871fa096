/** Which Schedules the integrator in TypeScript may delete or replace, by what is noted on them and what is related. */
import { type RelatedTarget, RequirerState } from '@k8s-backup-target/requirer';
import { read } from '@k8s-backup-target/schema';
import type { ScheduleReference } from '@k8s-backup-target/velero';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  inheritedOf,
  inheritedProblem,
  mayReplace,
  mayWithdraw,
} from '../../examples/integrator-charm/src/kubernetes-forwarder.js';
import type { Memory } from '../../examples/integrator-charm/src/memory.js';
import { remembering } from './remembering.js';

const KNOWN = 'k8s-backup-target:1';
const OTHER = 'k8s-backup-target:2';
/** Of a deployment before. */
const UNKNOWN = 'k8s-backup-target:9';

const SPEC = read.K8sBackupTargetSpec.parse({});

let memory: Memory;

beforeAll(async () => {
  ({ memory } = await remembering({ 'known-relations': JSON.stringify([KNOWN, OTHER]) }));
});

interface Situation {
  readonly leaving?: boolean;
  readonly unreadable?: readonly string[];
  /** The applications whose relations hold something refused. */
  readonly refused?: Readonly<Record<string, string>>;
  readonly model?: string | null;
}

function hookIn({ leaving = false, unreadable = [], refused = {}, model = 'here' }: Situation) {
  const heldBack = new Map(Object.entries(refused));
  const state = new RequirerState({ wanted: [], heldBack, unreadable, leaving, model });
  return { wanted: { targets: [], excess: new Map<string, number>(), state }, memory };
}

/** A Schedule for the victim, made for a relation; null: by 0.1.0, which noted none. */
function madeFor(relation: string | null): ScheduleReference {
  const noted = relation === null ? {} : { 'k8s-backup-target/relation': relation };
  const annotations = { 'k8s-backup-target/app': 'victim', ...noted };
  return { name: 'victim', namespace: 'velero', uid: null, annotations };
}

/** The victim's target, asked for by an application through a relation. */
function askedBy(remoteApp: string, { relation = OTHER, model = 'here' } = {}): RelatedTarget {
  const target = { app: 'victim', relation_name: 'backup', model, spec: SPEC };
  return { target, relation, remoteApp, path: '/backup_targets/0', isDuplicate: false };
}

describe('a Schedule that nobody wants any more', () => {
  it.each<[Situation, boolean]>([
    [{}, true],
    [{ refused: { [OTHER]: 'victim' } }, true],
    [{ unreadable: [OTHER] }, true],
    [{ refused: { [KNOWN]: 'victim' } }, false],
    [{ unreadable: [KNOWN] }, false],
    [{ leaving: true }, false],
  ])('goes by its relation: with %j %j', (situation, expected) => {
    expect(mayWithdraw(hookIn(situation), madeFor(KNOWN))).toBe(expected);
  });

  it('stays where it is of a deployment before', () => {
    expect(mayWithdraw(hookIn({}), madeFor(UNKNOWN))).toBe(false);
  });

  it.each<[Situation, boolean]>([
    [{}, true],
    [{ refused: { [OTHER]: 'other' } }, true],
    [{ refused: { [OTHER]: 'not-remote-1' } }, true],
    [{ refused: { [OTHER]: 'victim' } }, false],
    [{ refused: { [OTHER]: 'other', [KNOWN]: 'victim' } }, false],
    [{ refused: { [OTHER]: 'remote-1' } }, false],
    [{ unreadable: [OTHER] }, false],
    [{ leaving: true }, false],
  ])('goes by its application where 0.1.0 made it: with %j %j', (situation, expected) => {
    expect(mayWithdraw(hookIn(situation), madeFor(null))).toBe(expected);
  });
});

describe('a Schedule of the names that a target has', () => {
  const refused = { [KNOWN]: 'victim' };

  it('is replaced where no target has them', () => {
    expect(mayReplace(hookIn({ refused }), madeFor(KNOWN), undefined)).toBe(true);
    expect(mayReplace(hookIn({}), madeFor(UNKNOWN), undefined)).toBe(true);
  });

  it.each<[string, RelatedTarget, Situation, boolean]>([
    ['its own relation', askedBy('evil', { relation: KNOWN }), { refused }, true],
    ['another, while its own is refused', askedBy('evil'), { refused }, false],
    ['another, while its own is well', askedBy('evil'), {}, true],
    ['the owner', askedBy('victim'), { refused }, true],
    ['the owner, in a model of no name', askedBy('victim'), { refused, model: null }, true],
    ['a namesake', askedBy('victim', { model: 'elsewhere' }), { refused }, false],
  ])('is replaced for %s: %#', (_, target, situation, expected) => {
    expect(mayReplace(hookIn(situation), madeFor(KNOWN), target)).toBe(expected);
  });

  it.each<[string, RelatedTarget, Situation, boolean]>([
    ['the owner', askedBy('victim'), { refused }, true],
    ['the owner, in a model of no name', askedBy('victim'), { refused, model: null }, true],
    ['a namesake', askedBy('victim', { model: 'elsewhere' }), { refused }, false],
    ['another', askedBy('evil'), { refused }, false],
    ['another, while nothing is refused', askedBy('evil'), {}, true],
  ])('made by 0.1.0, is replaced for %s: %#', (_, target, situation, expected) => {
    expect(mayReplace(hookIn(situation), madeFor(null), target)).toBe(expected);
  });

  it.each<[string, RelatedTarget, boolean]>([
    ['the owner', askedBy('victim'), true],
    ['another', askedBy('evil'), false],
    ['another, in a model of its own', askedBy('evil', { model: 'elsewhere' }), true],
  ])('of a deployment before, is replaced for %s: %#', (_, target, expected) => {
    expect(mayReplace(hookIn({}), madeFor(UNKNOWN), target)).toBe(expected);
  });
});

it('what a deployment before made is counted', () => {
  const all = [madeFor(UNKNOWN), madeFor(KNOWN), madeFor(null)];
  expect(inheritedOf(all, memory)).toEqual([madeFor(UNKNOWN)]);
  expect(inheritedProblem([], 'velero')).toEqual([]);
  const rest =
    'in namespace velero of an application of this name that was here before: relate what it backs up, or run the action remove-schedules';
  expect(inheritedProblem([madeFor(UNKNOWN)], 'velero')).toEqual([`1 Schedule stays ${rest}`]);
  const two = [madeFor(UNKNOWN), madeFor(UNKNOWN)];
  expect(inheritedProblem(two, 'velero')).toEqual([`2 Schedules stay ${rest}`]);
});
