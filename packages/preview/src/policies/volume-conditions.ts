import { fieldsOf, isNull, textMapOf, textOf, textsOf } from '../yaml/decode.js';
import { NULL_NODE, YamlFault, type YamlNode } from '../yaml/node.js';
import { rewritten } from '../yaml/scalar.js';
import type { CsiCondition, VolumeConditions } from './policies.js';
import { parseQuantity } from './quantity.js';
import type { PolicySupport } from './support.js';

const ALWAYS = ['capacity', 'storageClass', 'nfs', 'csi', 'volumeTypes'] as const;
type Condition =
  | (typeof ALWAYS)[number]
  | 'pvcLabels'
  | 'pvcPhase'
  | 'pvcVolumeMode'
  | 'pvcAccessModes';

/**
 * The conditions of a volume policy. Velero reads them twice, and writes them in between: so that a label `1.10`
 * becomes `1.1`.
 *
 * @throws YamlFault where Velero refuses them.
 */
export function conditionsOf(node: YamlNode, support: PolicySupport): VolumeConditions {
  const known = knownIn(support);
  checkTypes(fieldsOf(node, 'conditions', known), known);
  const field = fieldsOf(rewrite(node), 'conditions', known);
  return {
    capacity: capacityOf(textOf(field('capacity'), 'capacity') ?? ''),
    storageClass: textsOf(field('storageClass'), 'storageClass'),
    nfs: nfsOf(field('nfs')),
    csi: csiOf(field('csi'), support),
    volumeTypes: textsOf(field('volumeTypes'), 'volumeTypes'),
    pvcLabels: textMapOf(field('pvcLabels'), 'pvcLabels') ?? {},
    pvcPhase: textsOf(field('pvcPhase'), 'pvcPhase'),
    pvcVolumeMode: textOf(field('pvcVolumeMode'), 'pvcVolumeMode') ?? '',
    pvcAccessModes: textsOf(field('pvcAccessModes'), 'pvcAccessModes'),
  };
}

function knownIn({ claimLabels, claimPhase, claimModes }: PolicySupport): readonly Condition[] {
  return [
    ...ALWAYS,
    ...(claimLabels ? (['pvcLabels'] as const) : []),
    ...(claimPhase ? (['pvcPhase'] as const) : []),
    ...(claimModes ? (['pvcVolumeMode', 'pvcAccessModes'] as const) : []),
  ];
}

/** Checks of Velero's own, on the values as they were written: null is not among what they take. */
function checkTypes(field: (name: Condition) => YamlNode, known: readonly Condition[]): void {
  const [labels, mode, modes] = [
    field('pvcLabels'),
    field('pvcVolumeMode'),
    field('pvcAccessModes'),
  ];
  if (known.includes('pvcLabels') && !isUnset(labels) && !isTextMap(labels)) {
    throw new YamlFault('pvcLabels is not a map of texts: quote keys that are not texts');
  }
  if (known.includes('pvcVolumeMode') && !isUnset(mode) && !isText(mode)) {
    throw new YamlFault('pvcVolumeMode is not a text');
  }
  const isList = modes.kind === 'list' && modes.items.every(isText);
  if (known.includes('pvcAccessModes') && !isUnset(modes) && !isList) {
    throw new YamlFault('pvcAccessModes is not a list of texts');
  }
}

/** Not written at all, which is not the same as a null that is written. */
function isUnset(node: YamlNode): boolean {
  return node === NULL_NODE;
}

function isText(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.tag === 'str';
}

function isTextMap(node: YamlNode): boolean {
  return node.kind === 'map' && node.entries.every(([key]) => isText(key));
}

function rewrite(node: YamlNode): YamlNode {
  switch (node.kind) {
    case 'scalar':
      return rewritten(node);
    case 'list':
      return { kind: 'list', items: node.items.map(rewrite) };
    case 'map': {
      const entries = node.entries.map(([key, value]) => [rewrite(key), rewrite(value)] as const);
      return { kind: 'map', entries };
    }
  }
}

function nfsOf(node: YamlNode): VolumeConditions['nfs'] {
  if (isNull(node)) return undefined;
  const field = fieldsOf(node, 'nfs', ['server', 'path']);
  return {
    server: textOf(field('server'), 'server') ?? '',
    path: textOf(field('path'), 'path') ?? '',
  };
}

function csiOf(
  node: YamlNode,
  { volumeAttributes: hasAttributes }: PolicySupport,
): CsiCondition | undefined {
  if (isNull(node)) return undefined;
  const known = hasAttributes ? (['driver', 'volumeAttributes'] as const) : (['driver'] as const);
  const field = fieldsOf<'driver' | 'volumeAttributes'>(node, 'csi', known);
  const driver = textOf(field('driver'), 'driver') ?? '';
  const volumeAttributes = textMapOf(field('volumeAttributes'), 'volumeAttributes');
  if (driver === '' && volumeAttributes !== undefined) {
    throw new YamlFault('csi has volumeAttributes without a driver');
  }
  return { driver, volumeAttributes };
}

function capacityOf(text: string): VolumeConditions['capacity'] {
  const parts = (text === '' ? ',' : text).split(',');
  if (parts.length !== 2) throw new YamlFault(`capacity ${JSON.stringify(text)} is not "from,to"`);
  const [lower = 0n, upper = 0n] = parts.map((part) => boundOf(part.trim()));
  if (upper < lower && !(lower !== 0n && upper === 0n)) {
    throw new YamlFault(`capacity ${JSON.stringify(text)} ends before it begins`);
  }
  return { lower, upper };
}

function boundOf(text: string): bigint {
  const size = text === '' ? 0n : parseQuantity(text);
  if (size === undefined) throw new YamlFault(`${JSON.stringify(text)} is not a quantity`);
  return size;
}
