/** Random Backups with what Velero's validation reads beside them; a third of the policies are damaged. */
import fc from 'fast-check';
import type { WholeObject } from '../../preview/whole-objects.js';
import type { ControllerQuestion } from '../backup-controller.js';
import { POLICY_NAME } from '../policy.js';
import { VELERO_NAMESPACE } from '../velero.js';
import { arbitraryBackups } from './arbitrary-backup.js';
import { NAMESPACES } from './arbitrary-object.js';
import { arbitraryPolicy } from './arbitrary-policy.js';
import { mutated } from './mutated.js';
import { sometimes } from './sometimes.js';

/** A Backup, and its cluster as the parts of it that decide. */
export interface ArbitraryRequest extends ControllerQuestion {
  readonly backup: Readonly<Record<string, unknown>>;
  /** The data of the ConfigMap with the policy; null where there is none. */
  readonly policy: Readonly<Record<string, string>> | null;
  /** Namespaces with the label that leaves them out of every Backup. */
  readonly leftOut: readonly string[];
  /** Whole BackupStorageLocations and VolumeSnapshotLocations. */
  readonly locations: readonly WholeObject[];
}

const durations = fc.record(
  {
    ttl: fc.constantFrom('1h', '720h0m0s', '0s', '0', '-1h', '1.5h', '1d', '', '24', '24 h', '1H'),
    csiSnapshotTimeout: fc.constantFrom('10m', '1d', ''),
    itemOperationTimeout: fc.constantFrom('4h', '2w'),
  },
  { requiredKeys: [] },
);

const texts = fc.oneof(
  { weight: 6, arbitrary: arbitraryPolicy.map((policy) => JSON.stringify(policy)) },
  { weight: 3, arbitrary: mutated(arbitraryPolicy).map((policy) => JSON.stringify(policy)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'version: v1',
      'version: v1\nversion: v1',
      '- a',
      'version: v2',
      'version: v1\n---\nversion: v2',
      'version: v1\nvolumePolicies: [',
      'version: 1',
      '"version": "v1"\n"volumePolicies": []',
      '\tversion: v1',
      'version: v1\nvolumePolicies:\n- conditions:\n    capacity: "0,5Gi"\n  action:\n    type: skip',
      'version: v1\nvolumePolicies:\n- action: {type: skip}',
    ),
  },
);

const policyData = fc.oneof(
  { weight: 12, arbitrary: texts.map((text) => ({ 'policy.yaml': text })) },
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: texts.map((text) => ({ a: text, b: text })) },
);

const references = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ kind: 'configmap', name: POLICY_NAME }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { kind: 'ConfigMap', name: POLICY_NAME },
      { kind: 'Secret', name: POLICY_NAME },
      { kind: '', name: POLICY_NAME },
      { kind: 'configmap', name: 'no-such' },
      { kind: 'configmap', name: '' },
    ),
  },
);

const policies = fc.record({ resourcePolicy: references, data: sometimes(90, policyData, null) });

/** One Backup of those that are tried on a live server, without its policy. */
const backups = arbitraryBackups.chain((tried) => fc.constantFrom(...tried));

const LOCATION = {
  apiVersion: 'velero.io/v1',
  kind: 'BackupStorageLocation',
  metadata: { name: 'default', namespace: VELERO_NAMESPACE },
  spec: { provider: 'any', objectStorage: { bucket: 'any' } },
  status: { phase: 'Available' },
};

/** Names, where each location of these may exist. */
const PLACES = ['default', 'main', 'other'];

const storageLocation = fc
  .record({
    name: fc.constantFrom(...PLACES),
    isDefault: sometimes(30, fc.constant(true), false),
    accessMode: sometimes(10, fc.constantFrom('ReadOnly', 'ReadWrite'), undefined),
    phase: sometimes(10, fc.constantFrom('Unavailable', ''), 'Available'),
  })
  .map(({ name, isDefault, accessMode, phase }) => ({
    apiVersion: 'velero.io/v1',
    kind: 'BackupStorageLocation',
    metadata: { name, namespace: VELERO_NAMESPACE },
    spec: {
      provider: 'any',
      objectStorage: { bucket: 'any' },
      default: isDefault,
      ...(accessMode === undefined ? {} : { accessMode }),
    },
    status: { phase },
  }));

const snapshotLocation = fc
  .tuple(fc.constantFrom(...PLACES), fc.constantFrom('aws', 'gcp', 'gcp'))
  .map(([name, provider]) => ({
    apiVersion: 'velero.io/v1',
    kind: 'VolumeSnapshotLocation',
    metadata: { name, namespace: VELERO_NAMESPACE },
    spec: { provider },
  }));

const named = { selector: ({ metadata }: { metadata: { name: string } }) => metadata.name };

/** Velero takes any of several that are marked as the default: then it has no one answer. */
const storageLocations = fc
  .uniqueArray(storageLocation, { ...named, minLength: 1 })
  .filter((all) => all.filter(({ spec }) => spec.default).length < 2);

const snapshotLocations = fc.uniqueArray(snapshotLocation, named);

/** What a Backup says of locations, and the locations that there are. */
const locations = fc.record({
  fields: fc.record(
    {
      storageLocation: fc.constantFrom('', ...PLACES),
      volumeSnapshotLocations: fc.array(fc.constantFrom(...PLACES), { maxLength: 3 }),
      snapshotVolumes: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  storage: storageLocations,
  snapshots: snapshotLocations,
});

/** A Backup, and the cluster in which it is asked for. */
export const arbitraryRequest: fc.Arbitrary<ArbitraryRequest> = fc
  .tuple(
    backups,
    sometimes(15, durations, {}),
    sometimes(50, policies, null),
    sometimes(20, fc.uniqueArray(fc.constantFrom(...NAMESPACES), { maxLength: 2 }), []),
    sometimes(20, locations, { fields: {}, storage: [LOCATION], snapshots: [] }),
  )
  .map(([{ backup }, lengths, asked, leftOut, { fields, storage, snapshots }]) => {
    const policy = asked?.data ?? null;
    const refers = asked === null ? {} : { resourcePolicy: asked.resourcePolicy };
    return {
      backup: { ...backup, ...lengths, ...refers, ...fields },
      policy,
      leftOut,
      locations: [...storage, ...snapshots],
      objects: [
        ...storage,
        ...snapshots,
        ...leftOut.map(namespaceLeftOut),
        ...(policy === null ? [] : [configMapWith(policy)]),
      ],
    };
  });

/** The label that leaves a Namespace out of every Backup. */
export const LEFT_OUT = { 'velero.io/exclude-from-backup': 'true' };

function namespaceLeftOut(name: string): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: LEFT_OUT } };
}

function configMapWith(data: object): object {
  const metadata = { name: POLICY_NAME, namespace: VELERO_NAMESPACE };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
}
