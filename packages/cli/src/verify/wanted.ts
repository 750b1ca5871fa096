import {
  becauseOf,
  type Inventory,
  type PreviewOptions,
  type PreviewSpec,
  preview,
  type VolumeFate,
} from '@k8s-backup-target/preview';

/** An object that a Backup was meant to hold. */
export interface WantedObject {
  readonly key: string;
  /** Why Velero loses it; null for one that it saves. */
  readonly why: string | null;
}

/** What was wanted of a Backup, by a preview on a cluster. */
export interface Wanted {
  readonly objects: readonly WantedObject[];
  readonly fates: readonly VolumeFate[];
}

/** Rules for objects that the filters let through, and Velero drops. */
const LOST: readonly string[] = ['volume-error', 'related-volume-error'];

/** What a spec wants of the objects of an inventory: also what Velero drops for its volumes. */
export function wantedOf(spec: PreviewSpec, inventory: Inventory, options: PreviewOptions): Wanted {
  const { decisions, volumes } = preview(spec, inventory, options);
  return {
    objects: decisions.flatMap((decision): readonly WantedObject[] => {
      if (decision.included) return [{ key: decision.key, why: null }];
      return LOST.includes(decision.rule)
        ? [{ key: decision.key, why: becauseOf(decision.rule, decision.paths) }]
        : [];
    }),
    fates: volumes,
  };
}
