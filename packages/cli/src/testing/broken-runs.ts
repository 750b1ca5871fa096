/** A document for each rule that no example breaks. */
import type { InventoryObject } from '@k8s-backup-target/preview';
import { inventory, namespace, object } from '../../../preview/src/test-data/objects.js';
import { liveAnswers } from './live-answers.js';
import { MODEL, type RecordedRun, veleroObject } from './recorded-runs.js';

/** Runs that break one rule or a few, each. */
export function brokenRuns(): readonly RecordedRun[] {
  return [...databags(), ...objects(), ...volumes(), ...previews(), ...clusters()];
}

function validate(document: unknown, ...more: readonly string[]): RecordedRun {
  return { words: ['validate', '-', ...more], stdin: JSON.stringify(document) };
}

function databags(): RecordedRun[] {
  const relation = {
    'relation-id': 1,
    endpoint: 'k8s-backup-target',
    'related-endpoint': 'backup',
    'application-data': {},
    'related-units': { 'shop/0': { 'in-scope': true, data: { backup_targets: '[]' } } },
  };
  const unit = { 'relation-info': [relation], 'provider-id': 'i-0', address: '10.1.1.1' };
  return [
    validate({ include_resources: new Array(1100).fill('') }),
    {
      words: ['targets', 'unit.json', 'model.json'],
      files: { 'unit.json': { 'integrator/0': unit }, 'model.json': MODEL },
    },
  ];
}

function volumes(): RecordedRun[] {
  const entry = (conditions: string) => `- conditions: ${conditions}\n  action: {type: skip}\n`;
  const entries = ['{nfs: }', '{capacity: "0,1Gi"}', '{volumeTypes: [NFS]}'].map(entry).join('');
  const data = { policy: `version: v1\nvolumePolicies:\n${entries}` };
  const annotations = { 'backup.velero.io/backup-volumes': 'a, b,c' };
  const template = { metadata: { annotations }, spec: { volumes: [{ name: 'a' }] } };
  const metadata = { name: 'web', annotations };
  return [
    validate({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'p' }, data }),
    validate({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template } }),
  ];
}

function objects(): RecordedRun[] {
  const hook = (exec: object) => ({ hooks: { resources: [{ name: 'h', pre: [{ exec }] }] } });
  return [
    validate(veleroObject('Backup', hook({ command: [], onError: 'fail' }))),
    validate(veleroObject('Backup', {}, { name: 'A', labels: { 'a b': '' } })),
    validate({ ...veleroObject('Backup', {}), status: { startTimestamp: 'now' } }),
    validate(veleroObject('Backup', { ttl: '-1h' })),
    validate(
      veleroObject('Backup', {
        orLabelSelectors: [{ matchExpressions: [{ key: 'a', operator: 'notin' }] }],
      }),
    ),
    validate(veleroObject('Backup', { includedClusterScopedResources: ['*', 'pv'] })),
    validate(
      veleroObject('Backup', {
        defaultVolumesToFsBackup: true,
        hooks: { resources: [{ name: 'h' }] },
        includedNamespaceScopedResources: ['pv'],
        excludedNamespaceScopedResources: ['pods'],
        labelSelector: { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] },
        ttl: '5m',
      }),
    ),
    validate(veleroObject('Schedule', { schedule: '0 0 * * 0', template: { ttl: '24h' } })),
    validate(
      veleroObject('Backup', {
        resourcePolicy: { kind: 'Secret', name: 'p' },
        includedResources: ['secret'],
        excludedResources: ['secrets'],
      }),
    ),
    validate({
      apiVersion: 'v1',
      kind: 'List',
      items: [veleroObject('Backup', {}), veleroObject('Backup', {})],
    }),
  ];
}

function previews(): RecordedRun[] {
  const app = namespace('app');
  const location = object('backupstoragelocations.velero.io/velero/default');
  const filters = '{version: v1, includeExcludePolicy: {excludedNamespaceScopedResources: [cm]}}';
  const kinds =
    '{version: v1, namespacedFilterPolicies: [{namespaces: [app], resourceFilters: [{kinds: [gadgets]}]}]}';
  const resourcePolicy = { kind: 'configmap', name: 'p' };
  return [
    preview({ include_resources: ['events', '[', 'podz'] }, [app]),
    preview({ include_namespaces: ['gone'] }, [app], ['--velero-version', '1.15.0']),
    preview({ resourcePolicy }, [app], [], 'not a policy'),
    preview({ resourcePolicy }, [app], [], kinds),
    preview({ resourcePolicy }, [app]),
    preview({ resourcePolicy, includedResources: ['pods'] }, [app], [], filters),
    preview({}, [object('twins.a.io/app/x'), app]),
    preview({ storageLocation: 'gone', volumeSnapshotLocations: ['gone'] }, [location, app]),
  ];
}

function preview(
  spec: object,
  inObjects: readonly InventoryObject[],
  more: readonly string[] = [],
  policy?: string,
): RecordedRun {
  const velero =
    policy === undefined ? undefined : { configMaps: [{ name: 'p', data: { policy } }] };
  const isContract = Object.keys(spec).some((field) => field.includes('_'));
  return {
    words: ['preview', 'spec.json', 'inventory.json', ...more],
    files: {
      'spec.json': isContract ? spec : veleroObject('Backup', spec),
      'inventory.json': { ...inventory(...inObjects), velero },
    },
  };
}

/** What only a cluster shows, or what needs it whole. */
function clusters(): RecordedRun[] {
  const all = veleroObject('Schedule', { schedule: '0 2 * * *', template: {} }, { name: 'all' });
  const own = veleroObject(
    'Schedule',
    { schedule: '0 2 * * *', template: { includedNamespaces: ['db'] } },
    { name: 'own' },
  );
  const refused = {
    ...veleroObject('Schedule', { schedule: '0 2 * * *', template: {} }, { name: 'refused' }),
    status: { phase: 'FailedValidation', validationErrors: ['no'] },
  };
  const metadata = {
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { app: 'gone', endpoint: 'backup', model: 'm' },
  };
  const late = {
    ...veleroObject('Schedule', { schedule: '0 2 * * *', template: {} }, metadata),
    status: { phase: 'Enabled', lastBackup: '2026-01-02T02:00:00Z' },
  };
  const items = [refused, late].map((one) => ({ kind: 'Schedule', ...one }));
  return [
    { words: ['doctor', 'all.json', 'own.json'], files: { 'all.json': all, 'own.json': own } },
    {
      words: ['doctor', 'juju-show-unit-integrator-0.json'],
      cluster: liveAnswers({ items }),
    },
  ];
}
