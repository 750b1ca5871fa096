import { isLabelValue } from '@k8s-backup-target/lint/internal';
import { HASH_LENGTH, identityHash } from './identity-hash.js';
import { DEFAULT_NAMESPACE, type VeleroOptions } from './options.js';
import type { ObjectMeta } from './resources.js';
import type { WholeTarget } from './target.js';

/** The label that says who made an object, and so who may change or delete it. */
export const MANAGED_BY_LABEL = 'managed-by';

const MAX_LABEL = 63;
const HASHED_VALUE = new RegExp(`(?:^|_)[a-z2-7]{${HASH_LENGTH}}$`);

/**
 * The labels `app`, `endpoint`, `model` and `managed-by`, under the keys that velero-operator uses.
 *
 * A text that is not a label value (too long, not ASCII, ...) becomes a readable part, `_` and a hash.
 * A text that merely looks like that is hashed as well, so two targets never share all labels.
 */
export function targetLabels(target: WholeTarget, managedBy: string): ObjectMeta['labels'] {
  return {
    app: labelValueOf(target.app),
    endpoint: labelValueOf(target.relation_name),
    model: labelValueOf(target.model),
    [MANAGED_BY_LABEL]: managedBy,
  };
}

/** The label value of any text: the text itself where that is one. */
export function labelValueOf(text: string): string {
  if (isLabelValue(text) && !HASHED_VALUE.test(text)) return text;
  const readable = text
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, MAX_LABEL - HASH_LENGTH - 1);
  const hash = identityHash(JSON.stringify(text));
  return readable === '' ? hash : `${readable}_${hash}`;
}

/** The target's exact texts, which labels cannot hold. */
export function targetAnnotations(target: WholeTarget): ObjectMeta['annotations'] {
  return {
    'k8s-backup-target/app': target.app,
    'k8s-backup-target/endpoint': target.relation_name,
    'k8s-backup-target/model': target.model,
  };
}

/** An object's metadata: its name, Velero's namespace, and what identifies the target. */
export function metadataOf(target: WholeTarget, name: string, options: VeleroOptions): ObjectMeta {
  return {
    name,
    namespace: options.namespace ?? DEFAULT_NAMESPACE,
    labels: targetLabels(target, options.managedBy),
    annotations: targetAnnotations(target),
  };
}
