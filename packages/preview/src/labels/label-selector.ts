// Room: Label selectors, as Kubernetes reads them. May import inventory.
/** One condition on a label, as Kubernetes has it. */
export interface LabelRequirement {
  readonly key: string;
  /** `In`, `NotIn`, `Exists` or `DoesNotExist`; any other text makes the selector unusable. */
  readonly operator: string;
  readonly values: readonly string[];
}

/** A label selector, with its place in the spec that the caller gave. */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly LabelRequirement[];
  readonly path: string;
}

/** The selectors of a Backup: at most one of the two may be set. */
export interface LabelSelectors {
  /** `labelSelector`: null where it is not set. An empty one is set. */
  readonly all: LabelSelector | null;
  /** `orLabelSelectors`: null where it is not set. An empty list is set, and selects as if it were not. */
  readonly any: readonly LabelSelector[] | null;
}
