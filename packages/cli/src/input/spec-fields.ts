/** The fields of a spec, by which a text is known for one: their order is the contract's. */
export const SPEC_FIELDS: readonly string[] = [
  'include_namespaces',
  'include_resources',
  'exclude_namespaces',
  'exclude_resources',
  'include_cluster_resources',
  'label_selector',
  'ttl',
];
