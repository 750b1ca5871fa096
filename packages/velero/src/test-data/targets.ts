import type { Target } from '../target.js';

/** A target with all its fields null, but for what a test gives. */
export function targetWith(
  spec: Partial<Target['spec']> = {},
  names: Partial<Target> = {},
): Target {
  return {
    app: 'my-app',
    relation_name: 'backup',
    model: 'my-model',
    ...names,
    spec: {
      include_namespaces: null,
      include_resources: null,
      exclude_namespaces: null,
      exclude_resources: null,
      include_cluster_resources: null,
      label_selector: null,
      ttl: null,
      ...spec,
    },
  };
}

/** What a call throws, as `code path rule` for each issue; or what it returns, where it does not. */
export function refusalOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    const { code, issues } = error as { code: string; issues: { path: string; rule: string }[] };
    return issues.map(({ path, rule }) => `${code} ${path} ${rule}`);
  }
}
