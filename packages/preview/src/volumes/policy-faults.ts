import { fill } from '@k8s-backup-target/schema/internal';
import * as templates from '../generated/templates.js';
import type { VolumeConditions, VolumePolicy } from '../policies/policies.js';
import { readPolicies } from '../policies/read-policies.js';
import type { PolicySupport } from '../policies/support.js';
import { isNull, itemsOf } from '../yaml/decode.js';
import { YamlFault, type YamlNode } from '../yaml/node.js';
import { readYaml } from '../yaml/read-yaml.js';
import { VOLUME_TYPES } from './volume-facts.js';

/** What is wrong with a policy, or does other than it looks like. */
export interface PolicyFinding {
  readonly rule:
    | 'policy-invalid'
    | 'policy-condition-empty'
    | 'policy-capacity-from-zero'
    | 'policy-volume-type-unknown';
  /** The place in the policy, such as `volumePolicies[0].conditions.nfs`; empty for the whole. */
  readonly place: string;
  /** Continues the name of the place: `is not ...`. */
  readonly message: string;
  /** What to do; absent where the message says it. */
  readonly remedy?: string | undefined;
}

/** Conditions for which a null, or a list of nulls, is no condition. */
const DROPPED = ['capacity', 'storageClass', 'nfs', 'csi', 'volumeTypes', 'pvcPhase'];

/** What Velero refuses of a policy; of one that it accepts, the traps. */
export function findPolicyFaults(text: string, support: PolicySupport): readonly PolicyFinding[] {
  const read = readPolicies(text, support);
  if (!read.ok) {
    const { rule, message } = templates.policyInvalidText;
    return [{ rule, place: '', message: fill(message, { reason: read.reason }, LONGEST_REASON) }];
  }
  return [
    ...emptyConditions(readYaml(text)),
    ...read.policies.volumePolicies.flatMap((policy, index) => [
      ...capacityFromZero(policy, index),
      ...unknownTypes(policy, index),
    ]),
  ];
}

function emptyConditions(root: YamlNode): PolicyFinding[] {
  return entriesOf(root).flatMap((entry, index) =>
    members(member(entry, 'conditions')).flatMap(([name, value]) =>
      DROPPED.includes(name) && isNothing(value)
        ? [finding(templates.policyConditionEmptyPolicy, index, name)]
        : [],
    ),
  );
}

function entriesOf(root: YamlNode): readonly YamlNode[] {
  const policies = member(root, 'volumePolicies');
  if (policies === undefined) return [];
  try {
    return itemsOf(policies, 'volumePolicies').filter((entry) => !isNull(entry));
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    return [];
  }
}

function isNothing(node: YamlNode): boolean {
  return isNull(node) || (node.kind === 'list' && node.items.every(isNull));
}

function members(node: YamlNode | undefined): readonly (readonly [string, YamlNode])[] {
  if (node?.kind !== 'map') return [];
  return node.entries.flatMap(([key, value]) =>
    key.kind === 'scalar' ? [[key.text, value] as const] : [],
  );
}

function member(node: YamlNode | undefined, name: string): YamlNode | undefined {
  return members(node).find(([key]) => key === name)?.[1];
}

/** A volume without a PersistentVolume has no capacity, which Velero reads as 0. */
function capacityFromZero({ conditions }: VolumePolicy, index: number): PolicyFinding[] {
  const { lower, upper } = conditions.capacity;
  if (lower !== 0n || upper === 0n || hasOthers(conditions)) return [];
  return [finding(templates.policyCapacityFromZeroPolicy, index, 'capacity')];
}

function hasOthers(conditions: VolumeConditions): boolean {
  const {
    storageClass,
    nfs,
    csi,
    volumeTypes,
    pvcLabels,
    pvcPhase,
    pvcVolumeMode,
    pvcAccessModes,
  } = conditions;
  const lists = [storageClass, volumeTypes, pvcPhase, pvcAccessModes, Object.keys(pvcLabels)];
  return (
    nfs !== undefined ||
    csi !== undefined ||
    pvcVolumeMode !== '' ||
    lists.some(({ length }) => length > 0)
  );
}

function unknownTypes({ conditions }: VolumePolicy, index: number): PolicyFinding[] {
  return conditions.volumeTypes
    .filter((type) => !VOLUME_TYPES.includes(type))
    .map((type) =>
      finding(templates.policyVolumeTypeUnknownPolicy, index, 'volumeTypes', { type }),
    );
}

/** A reason quotes what is in the policy. */
const LONGEST_REASON = 1000;

/** What a rule says of a condition of a policy. */
function finding(
  { rule, message, remedy }: Trap,
  index: number,
  condition: string,
  values: Readonly<Record<string, string>> = {},
): PolicyFinding {
  const place = `volumePolicies[${index}].conditions.${condition}`;
  return { rule, place, message: fill(message, values), remedy };
}

type Trap =
  | typeof templates.policyConditionEmptyPolicy
  | typeof templates.policyCapacityFromZeroPolicy
  | typeof templates.policyVolumeTypeUnknownPolicy;
