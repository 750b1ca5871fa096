/** Names of the cluster, to be suggested. */
export interface Names {
  readonly namespaces: readonly string[];
  /** Types, as `deployments.apps`. */
  readonly resources: readonly string[];
}
