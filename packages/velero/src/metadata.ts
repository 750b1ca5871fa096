import { DEFAULT_NAMESPACE, type VeleroOptions } from './options.js';
import type { ObjectMeta } from './resources.js';
import type { WholeTarget } from './target.js';
import { targetAnnotations, targetLabels } from './target-labels.js';

/** An object's metadata: its name, Velero's namespace, and what identifies the target. */
export function metadataOf(target: WholeTarget, name: string, options: VeleroOptions): ObjectMeta {
  return {
    name,
    namespace: options.namespace ?? DEFAULT_NAMESPACE,
    labels: targetLabels(target, options.managedBy),
    annotations: targetAnnotations(target),
  };
}
