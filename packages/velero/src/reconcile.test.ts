import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconcile } from './reconcile.js';
import type { Schedule } from './resources.js';
import { type ScheduleOptions, toSchedule } from './schedule.js';
import type { WholeTarget } from './target.js';
import { targetWith } from './test-data/targets.js';

const OURS = { managedBy: 'my-charm' };
const NOTHING = { creates: [], updates: [], deletes: [], conflicts: [], pausedByHand: [] };

function scheduleOf(
  spec: Partial<WholeTarget['spec']> = {},
  options: Partial<ScheduleOptions> = {},
  app = 'my-app',
): Schedule {
  return toSchedule(targetWith(spec, { app }), { cron: '0 2 * * *', ...options }, OURS);
}

/** The Schedule as a cluster gives it back, with what the server and others add. */
function inCluster(schedule: Schedule, spec: object = {}, template: object = {}): unknown {
  return {
    ...schedule,
    metadata: {
      ...schedule.metadata,
      uid: 'a-uid',
      resourceVersion: '1',
      labels: { ...schedule.metadata.labels, team: 'storage' },
      annotations: { ...schedule.metadata.annotations, note: 'x' },
      managedFields: [],
    },
    spec: {
      ...schedule.spec,
      skipImmediately: false,
      ...spec,
      template: { hooks: {}, metadata: {}, ...schedule.spec.template, ...template },
    },
    status: { phase: 'Enabled' },
  };
}

/** RFC 7386, as the API server applies it. */
function mergePatched(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch ?? target;
  const merged = new Map(
    typeof target === 'object' && target !== null ? Object.entries(target) : [],
  );
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatched(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

describe('reconcile', () => {
  it('creates what is not there', () => {
    const desired = [scheduleOf()];
    expect(reconcile(desired, [], OURS)).toEqual({ ...NOTHING, creates: desired });
  });

  it('leaves alone what agrees, whatever the server and others added', () => {
    const full = {
      include_namespaces: ['a', 'b'],
      label_selector: { x: '1', a: '2' },
      ttl: '30d',
    };
    const desired = [scheduleOf(full, { skipImmediately: true, paused: true })];
    expect(reconcile(desired, [inCluster(desired[0] ?? scheduleOf())], OURS)).toEqual(NOTHING);
  });

  it.each([
    ['a ttl in another form', { ttl: '30d' }, { ttl: '720h' }],
    ["the server's zero ttl", {}, { ttl: '0s' }],
    ['nulls and empty lists', {}, { includedNamespaces: null, excludedResources: [] }],
    [
      'labels in another order',
      { label_selector: { x: '1', a: '2' } },
      { labelSelector: { matchLabels: { a: '2', x: '1' } } },
    ],
  ])('takes %s for the same', (_, spec, template) => {
    const desired = scheduleOf(spec);
    expect(reconcile([desired], [inCluster(desired, {}, template)], OURS)).toEqual(NOTHING);
  });

  it('takes all namespaces by name for none', () => {
    const desired = scheduleOf();
    for (const includedNamespaces of [undefined, null, [], ['*']]) {
      const existing = inCluster(desired, {}, { includedNamespaces });
      expect(reconcile([desired], [existing], OURS)).toEqual(NOTHING);
    }
    const excluded = inCluster(desired, {}, { excludedNamespaces: ['*'] });
    expect(reconcile([desired], [excluded], OURS).updates).toHaveLength(1);
  });

  it('takes a switch that is not set for false', () => {
    const desired = scheduleOf({}, { paused: false });
    const existing = inCluster(desired, { paused: null, useOwnerReferencesInBackup: false });
    expect(reconcile([desired], [existing], OURS)).toEqual(NOTHING);
  });

  it.each([
    ['the cron expression', { schedule: '0 3 * * *' }, {}],
    ['useOwnerReferencesInBackup', { useOwnerReferencesInBackup: true }, {}],
    ['a filter', {}, { includedNamespaces: ['b', 'a'] }],
    ['a filter that is no longer set', {}, { excludedResources: ['pods'] }],
    ['the ttl', {}, { ttl: '1h' }],
    ['an unreadable ttl', {}, { ttl: '30d' }],
    ['an empty selector', {}, { labelSelector: {} }],
    ['another selector', {}, { labelSelector: { matchLabels: { a: '1' } } }],
    ['the cluster scope', {}, { includeClusterResources: true }],
    ['the excluded namespaces', {}, { excludedNamespaces: ['a'] }],
    ['the included resources', {}, { includedResources: ['pods'] }],
    ['a location of snapshots', {}, { volumeSnapshotLocations: ['aws'] }],
    ['snapshots', {}, { snapshotVolumes: false }],
    ['data that is moved', {}, { snapshotMoveData: true }],
    ['file-system backup', {}, { defaultVolumesToFsBackup: true }],
    ['no time to read', {}, { ttl: 3600 }],
    ['an option', {}, { storageLocation: 'other' }],
    ['a template of another shape', {}, { labelSelector: 'x', includedNamespaces: 7 }],
  ])('updates for %s', (_, spec, template) => {
    const desired = scheduleOf({ include_namespaces: ['a', 'b'] });
    const existing = inCluster(desired, spec, template);
    const { updates, ...others } = reconcile([desired], [existing], OURS);
    expect(others).toEqual({ ...NOTHING, updates: undefined });
    expect(updates.map(({ schedule }) => schedule)).toEqual([desired]);
    const patched = mergePatched(existing, updates[0]?.patch);
    expect(reconcile([desired], [patched], OURS)).toEqual(NOTHING);
  });

  it('tells locations apart that read like the same time', () => {
    const options = { ...OURS, storageLocation: '1h' };
    const desired = toSchedule(targetWith(), { cron: '@daily' }, options);
    const existing = inCluster(desired, {}, { storageLocation: '60m' });
    expect(reconcile([desired], [existing], OURS).updates).toHaveLength(1);
  });

  it('takes the mark of a pause away once nothing is paused', () => {
    const desired = scheduleOf();
    const { metadata } = desired;
    const annotations = { ...metadata.annotations, 'k8s-backup-target/paused': 'true' };
    const marked = { ...desired, metadata: { ...metadata, annotations } };
    const { updates } = reconcile([desired], [marked], OURS);
    expect(updates.map(({ patch }) => mergePatched(marked, patch))).toEqual([
      mergePatched(desired, updates[0]?.patch),
    ]);
  });

  it('updates for a label or an annotation that was changed', () => {
    const desired = scheduleOf();
    const withMetadata = (metadata: object) => ({
      ...desired,
      metadata: { ...desired.metadata, ...metadata },
    });
    const labels = { ...desired.metadata.labels, model: 'other' };
    for (const changed of [withMetadata({ labels }), withMetadata({ annotations: null })]) {
      const { updates } = reconcile([desired], [changed], OURS);
      expect(updates.map(({ schedule }) => schedule)).toEqual([desired]);
    }
  });

  it('deletes what is ours and not desired, and nothing else', () => {
    const [kept, gone] = [scheduleOf(), scheduleOf({}, {}, 'gone')];
    const foreign = toSchedule(
      targetWith({}, { app: 'b' }),
      { cron: '@daily' },
      { managedBy: 'x' },
    );
    const existing = [inCluster(kept), inCluster(gone), inCluster(foreign)];
    const { name, namespace } = gone.metadata;
    expect(reconcile([kept], existing, OURS)).toEqual({
      ...NOTHING,
      deletes: [
        {
          name,
          namespace,
          uid: 'a-uid',
          annotations: { ...gone.metadata.annotations, note: 'x' },
        },
      ],
    });
  });

  it('deletes all that is ours when nothing is desired', () => {
    expect(reconcile([], [inCluster(scheduleOf())], OURS).deletes).toHaveLength(1);
  });

  it("takes no one else's Schedule over, though it has the name", () => {
    const desired = scheduleOf();
    const foreign = { ...desired, metadata: { ...desired.metadata, labels: {} } };
    expect(reconcile([desired], [foreign], OURS)).toEqual({
      ...NOTHING,
      conflicts: [{ schedule: desired, owner: null }],
    });
  });

  it.each([
    ['has no name', { name: '' }],
    ['has no namespace', { namespace: undefined }],
    ['has a name that is no text', { name: 7 }],
  ])('ignores an item that %s', (_, metadata) => {
    const ours = scheduleOf();
    const item = { ...ours, metadata: { ...ours.metadata, ...metadata } };
    expect(reconcile([], [item], OURS)).toEqual(NOTHING);
    expect(reconcile([ours], [item], OURS).creates).toEqual([ours]);
  });

  it('takes labels and annotations of another shape for none', () => {
    const ours = scheduleOf();
    const odd = { ...ours, metadata: { ...ours.metadata, labels: ['managed-by'] } };
    expect(reconcile([], [odd], OURS)).toEqual(NOTHING);
    const { deletes } = reconcile(
      [],
      [{ ...ours, metadata: { ...ours.metadata, annotations: 'xy', uid: '' } }],
      OURS,
    );
    expect(deletes).toMatchObject([{ uid: null, annotations: {} }]);
  });

  it('hands on the annotations whose values are texts', () => {
    const ours = scheduleOf();
    const item = {
      ...ours,
      metadata: { ...ours.metadata, annotations: { a: 'x', b: 1, c: null } },
    };
    expect(reconcile([], [item], OURS).deletes[0]?.annotations).toEqual({ a: 'x' });
  });

  it('names the owner of a Schedule that has the name', () => {
    const target = targetWith();
    const theirs = toSchedule(target, { cron: '@daily' }, { managedBy: 'other' });
    const { conflicts } = reconcile([scheduleOf()], [inCluster(theirs)], OURS);
    expect(conflicts.map(({ owner }) => owner)).toEqual(['other']);
  });

  describe('a pause', () => {
    it('by hand is kept, and reported', () => {
      const desired = scheduleOf();
      const existing = inCluster(desired, { paused: true });
      const { pausedByHand, ...others } = reconcile([desired], [existing], OURS);
      expect(others).toEqual({ ...NOTHING, pausedByHand: undefined });
      expect(pausedByHand.map(({ name }) => name)).toEqual([desired.metadata.name]);
    });

    it('by hand stays when something else is updated', () => {
      const existing = inCluster(scheduleOf(), { paused: true });
      const { updates } = reconcile([scheduleOf({ ttl: '1h' })], [existing], OURS);
      expect(mergePatched(existing, updates[0]?.patch)).toMatchObject({
        spec: { paused: true, template: { ttl: '1h0m0s' } },
      });
    });

    it('that is asked for, and is there by hand, gets our mark', () => {
      const existing = inCluster(scheduleOf(), { paused: true });
      const { updates, pausedByHand } = reconcile(
        [scheduleOf({}, { paused: true })],
        [existing],
        OURS,
      );
      expect(pausedByHand).toEqual([]);
      expect(mergePatched(existing, updates[0]?.patch)).toMatchObject({
        metadata: { annotations: { 'k8s-backup-target/paused': 'true' } },
      });
    });

    it('of ours ends when nothing asks for it any more', () => {
      const existing = inCluster(scheduleOf({}, { paused: true }));
      const { updates, pausedByHand } = reconcile([scheduleOf()], [existing], OURS);
      expect(pausedByHand).toEqual([]);
      const patched = mergePatched(existing, updates[0]?.patch);
      expect(patched).toMatchObject({ spec: { paused: false } });
      expect(reconcile([scheduleOf()], [patched], OURS)).toEqual(NOTHING);
    });
  });

  describe('a patch', () => {
    it('has what this package writes, and null for what is to go', () => {
      const before = scheduleOf(
        { include_namespaces: ['x'], label_selector: { a: '1' } },
        { paused: true },
      );
      const after = scheduleOf(
        { ttl: '1h', label_selector: { b: '2' } },
        { skipImmediately: false },
      );
      const { updates } = reconcile([after], [inCluster(before)], OURS);
      expect(updates[0]?.patch).toStrictEqual({
        metadata: {
          uid: 'a-uid',
          resourceVersion: '1',
          labels: after.metadata.labels,
          annotations: { ...after.metadata.annotations, 'k8s-backup-target/paused': null },
        },
        spec: {
          schedule: '0 2 * * *',
          paused: false,
          useOwnerReferencesInBackup: false,
          skipImmediately: false,
          template: {
            includedNamespaces: null,
            labelSelector: { matchLabels: { a: null, b: '2' } },
            ttl: '1h0m0s',
          },
        },
      });
    });

    it('names nothing that the cluster did not tell', () => {
      const { updates } = reconcile([scheduleOf({ ttl: '1h' })], [scheduleOf()], OURS);
      const { metadata } = scheduleOf();
      expect(updates[0]?.patch).toStrictEqual({
        metadata: { labels: metadata.labels, annotations: metadata.annotations },
        spec: {
          schedule: '0 2 * * *',
          paused: false,
          useOwnerReferencesInBackup: false,
          template: { includedNamespaces: null, ttl: '1h0m0s' },
        },
      });
    });

    it('names the uid and the version that were read', () => {
      const { updates } = reconcile([scheduleOf({ ttl: '1h' })], [inCluster(scheduleOf())], OURS);
      expect(updates[0]?.patch).toMatchObject({
        metadata: { uid: 'a-uid', resourceVersion: '1' },
      });
    });

    it('takes labels out of a selector, and leaves what others wrote', () => {
      const before = scheduleOf({ label_selector: { a: '1', b: '2' }, include_namespaces: ['x'] });
      const after = scheduleOf({ label_selector: { b: '3' } });
      const existing = inCluster(before, {}, { hooks: { resources: [] } });
      const { updates } = reconcile([after], [existing], OURS);
      const patched = mergePatched(existing, updates[0]?.patch);
      expect(patched).toMatchObject({
        metadata: { labels: { team: 'storage' }, annotations: { note: 'x' } },
        spec: {
          template: { hooks: { resources: [] }, labelSelector: { matchLabels: { b: '3' } } },
        },
      });
      expect(reconcile([after], [patched], OURS)).toEqual(NOTHING);
    });

    it('turns one Schedule of ours into another that is desired', () => {
      const names = fc.option(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { maxLength: 3 }));
      const spec = fc.record({
        include_namespaces: names,
        exclude_resources: names,
        include_cluster_resources: fc.option(fc.boolean()),
        label_selector: fc.option(
          fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.constantFrom('', 'x', 'y'), {
            minKeys: 1,
            maxKeys: 3,
          }),
        ),
        ttl: fc.option(fc.constantFrom('1h', '30d', '90m')),
      });
      const options = fc.record({ paused: fc.boolean(), useOwnerReferencesInBackup: fc.boolean() });
      fc.assert(
        fc.property(spec, options, spec, options, (before, wasSet, after, isSet) => {
          const existing = inCluster(scheduleOf(before, wasSet));
          const desired = scheduleOf(after, isSet);
          const { updates } = reconcile([desired], [existing], OURS);
          const patched = mergePatched(existing, updates[0]?.patch);
          expect(reconcile([desired], [patched], OURS)).toEqual(NOTHING);
        }),
      );
    });
  });

  it('writes a name once, and reports a second Schedule of it that differs', () => {
    const [first, same, other] = [scheduleOf(), scheduleOf(), scheduleOf({ ttl: '1d' })];
    expect(reconcile([first, same, other], [], OURS)).toEqual({
      ...NOTHING,
      creates: [first],
      conflicts: [{ schedule: other, owner: 'same-name' }],
    });
  });

  it('tells namespaces apart', () => {
    const desired = scheduleOf();
    const elsewhere = { ...desired, metadata: { ...desired.metadata, namespace: 'other' } };
    const { creates, deletes } = reconcile([desired], [elsewhere], OURS);
    expect(creates).toEqual([desired]);
    const { name, annotations } = desired.metadata;
    expect(deletes).toEqual([{ name, namespace: 'other', uid: null, annotations }]);
  });

  it('reads the items of a list, which have no kind, and ignores other kinds', () => {
    const { kind: _kind, apiVersion: _apiVersion, ...item } = scheduleOf();
    expect(reconcile([], [item], OURS).deletes).toHaveLength(1);
    expect(reconcile([], [{ ...item, kind: 'Backup' }], OURS)).toEqual(NOTHING);
  });

  it('agrees with what it asked for', () => {
    const names = fc.uniqueArray(fc.string(), { maxLength: 4 });
    fc.assert(
      fc.property(names, names, (before, after) => {
        const existing = before.map((app) => inCluster(scheduleOf({}, {}, app)));
        const desired = after.map((app) => scheduleOf({}, {}, app));
        const { creates, deletes, updates } = reconcile(desired, existing, OURS);
        expect(updates).toEqual([]);
        expect(before.length + creates.length - deletes.length).toBe(after.length);
      }),
    );
  });

  it('never throws on odd objects', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const odd = [proxy, null, undefined, 1n, () => 1, [[]], { metadata: 'x', kind: 'Schedule' }];
    expect(reconcile([], odd, OURS)).toEqual(NOTHING);
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (thing) => {
        const near = { metadata: { ...scheduleOf().metadata, labels: thing }, spec: thing };
        expect(() => reconcile([scheduleOf()], [thing, near], OURS)).not.toThrow();
      }),
    );
  });
});
