import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';
import * as templates from '../generated/templates.js';
import { listsOf } from './lists.js';
import { resourceFindings } from './resources.js';

/** Each finding's path and template. */
function findings(spec: K8sBackupTargetSpec) {
  return [...resourceFindings(listsOf(spec))].map(({ path, template }) => [path, template]);
}

describe('resourceFindings', () => {
  it.each([
    ['a space', 'my pods', templates.resourceNameSpace],
    ['a space before it', ' pods', templates.resourceNameSpace],
    ['a line break', 'pods\n', templates.resourceNameSpace],
    ['a space of Unicode', 'pods\u00a0', templates.resourceNameSpace],
    ['a space and a slash', 'v1/ pods', templates.resourceNameSpace],
    ['a slash', 'v1/pods', templates.resourceNameSlash],
    ['a slash and a version', 'apps.v1/pods', templates.resourceNameSlash],
    ['a version', 'pods.v1', templates.resourceNameRelease],
    ['a version of several digits', 'pods.v12', templates.resourceNameRelease],
    ['an alpha version', 'pods.v1alpha1', templates.resourceNameRelease],
    ['a beta version', 'events.v1beta12.events.k8s.io', templates.resourceNameRelease],
    ['a version and a group', 'deployments.v1.apps', templates.resourceNameRelease],
    ['a version and a group in upper case', 'deployments.v1.Apps', templates.resourceNameRelease],
    ['a group in upper case', 'deployments.APPS', templates.resourceNameGroup],
    ['one letter of a group in upper case', 'widgets.example.Com', templates.resourceNameGroup],
    ['a short name in upper case', 'PVC', templates.resourceNameShort],
    ['a short name that begins with a capital', 'Deploy', templates.resourceNameShort],
    ['the longest short name in upper case', 'NETPOL', templates.resourceNameShort],
    ['a misspelt type', 'deploymnets', templates.resourceMisspeltType],
  ])('warns of %s: %j', (_, name, template) => {
    for (const field of ['include_resources', 'exclude_resources'] as const) {
      expect(findings({ [field]: ['secrets', name] })).toEqual([[`/${field}/1`, template]]);
    }
  });

  it.each([
    'pods',
    'pods.',
    'PODS',
    'Pod',
    'po',
    'Deployments.apps',
    'widgets.example.com',
    // No versions.
    'widgets.v',
    'widgets.vx',
    'widgets.v1x.example.com',
    'widgets.v1gamma1',
    'widgets.v1alpha',
    'widgets.xv1',
    'v1.example.com',
    '*',
    '*.apps',
    '',
  ])('takes %j', (name) => {
    expect(findings({ include_resources: ['secrets', name] })).toEqual([]);
    expect(findings({ exclude_resources: ['secrets', name] })).toEqual([]);
  });

  it('compares the first hundred names with the types of Kubernetes', () => {
    const names = (count: number) => Array.from({ length: count }, () => 'pods');
    expect(findings({ include_resources: [...names(99), 'podz'] })).toEqual([
      ['/include_resources/99', templates.resourceMisspeltType],
    ]);
    expect(findings({ include_resources: [...names(100), 'podz'] })).toEqual([]);
    expect(findings({ include_resources: [...names(100), 'POD S'] })).toEqual([
      ['/include_resources/100', templates.resourceNameSpace],
    ]);
  });

  it.each(['ev', 'ev.', 'event', 'events', 'Events.', 'EVENTS'])(
    'warns where %s are excluded in one API group alone',
    (name) => {
      expect(findings({ exclude_resources: ['secrets', name] })).toEqual([
        ['/exclude_resources/1', templates.eventsInTwoGroupsOne],
      ]);
      expect(findings({ exclude_resources: [name, 'events.events.k8s.io'] })).toEqual([]);
      expect(findings({ exclude_resources: ['event.Events.k8s.io', name] })).not.toContainEqual([
        expect.anything(),
        templates.eventsInTwoGroupsOne,
      ]);
      expect(findings({ include_resources: ['secrets', name] })).toEqual([]);
    },
  );

  it.each(['events.events.k8s.io', 'event.events.k8s.io', 'Events.events.k8s.io'])(
    'warns where %s are excluded in that API group alone',
    (name) => {
      expect(findings({ exclude_resources: ['secrets', name] })).toEqual([
        ['/exclude_resources/1', templates.eventsInTwoGroupsOne],
      ]);
    },
  );

  it.each([
    'events.k8s.io',
    'example.events',
    'xevents.events.k8s.io',
    'events.events.k8s.io.x',
    'events-events.k8s.io',
  ])('does not take %s for events', (name) => {
    expect(findings({ exclude_resources: [name] })).toEqual([]);
    expect(findings({ exclude_resources: ['events', name] })).toEqual([
      ['/exclude_resources/0', templates.eventsInTwoGroupsOne],
    ]);
  });

  it.each([
    [[''], templates.emptiedListNames],
    [['', ''], templates.emptiedListNames],
    [['volumesnapshots.snapshot.storage.k8s.io'], templates.emptiedListSnapshots],
    [['volumesnapshotcontents.snapshot.storage.k8s.io'], templates.emptiedListSnapshots],
    [['', 'volumesnapshots.snapshot.storage.k8s.io'], templates.emptiedListSnapshots],
  ])('says of %j that Velero empties it', (names, template) => {
    expect(findings({ include_resources: names })).toEqual([['/include_resources', template]]);
    expect(findings({ exclude_resources: names })).toEqual([]);
  });

  it.each([
    [[]],
    [['', 'pods']],
    [['pods', '']],
    [['volumesnapshots.snapshot.storage.k8s.io', 'pods']],
    // By a shorter name it stays.
    [['volumesnapshots']],
  ])('says of %j that it is a list', (names) => {
    expect(findings({ include_resources: names })).toEqual([]);
  });
});
