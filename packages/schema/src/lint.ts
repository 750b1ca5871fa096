import type { K8sBackupTargetSpec } from './generated/types.js';
import type { Issue } from './issue.js';
import { labelKeyFault, labelValueFault, namespaceFault } from './kubernetes-names.js';
import { appendPointer } from './pointer.js';
import { ttlSeconds } from './ttl.js';

/** Something valid under the contract, yet surely not meant. */
export interface Finding extends Issue {
  /** `error`: the backup operator or Kubernetes rejects it. `warning`: a trap. */
  readonly severity: 'error' | 'warning';
}

type ListField =
  | 'include_namespaces'
  | 'include_resources'
  | 'exclude_namespaces'
  | 'exclude_resources';

const LIST_FIELDS: readonly ListField[] = [
  'include_namespaces',
  'include_resources',
  'exclude_namespaces',
  'exclude_resources',
];
const PAIRS = [
  ['include_namespaces', 'exclude_namespaces'],
  ['include_resources', 'exclude_resources'],
] as const;

/**
 * Finds what is valid under the contract yet surely not meant, by the rules of Kubernetes and Velero.
 *
 * | rule | severity | finds |
 * |---|---|---|
 * | `empty-list` | warning | `[]` where null was meant |
 * | `empty-selector` | warning | `{}` where null was meant |
 * | `empty-name` | warning | an empty string in a list |
 * | `include-and-exclude` | error | the same name in an include list and its exclude list |
 * | `wildcard-and-names` | error | `*` beside other names in an include list |
 * | `wildcard-excluded` | error | `*` in an exclude list |
 * | `namespace-name` | error | a namespace that is neither a name nor a glob |
 * | `label-key`, `label-value` | error | a label that Kubernetes refuses |
 * | `ttl-zero` | warning | a `ttl` of zero, which means the operator's default |
 *
 * @param spec a spec that is valid in the read view.
 */
export function lintSpec(spec: K8sBackupTargetSpec): readonly Finding[] {
  return [
    ...LIST_FIELDS.flatMap((field) => listFindings(field, spec[field] ?? null)),
    ...PAIRS.flatMap(([included, excluded]) =>
      pairFindings(excluded, spec[included] ?? [], spec[excluded] ?? []),
    ),
    ...selectorFindings(spec.label_selector ?? null),
    ...ttlFindings(spec.ttl ?? null),
  ];
}

function listFindings(field: ListField, names: readonly string[] | null): Finding[] {
  if (names === null) return [];
  if (names.length === 0) {
    return [
      warning(
        `/${field}`,
        'empty-list',
        'is an empty list, which means the same as null: use null, or name what you mean',
      ),
    ];
  }
  return names.flatMap((name, index) => nameFindings(field, names, name, `/${field}/${index}`));
}

function nameFindings(
  field: ListField,
  names: readonly string[],
  name: string,
  path: string,
): Finding[] {
  if (name === '')
    return [warning(path, 'empty-name', 'is an empty string, which names nothing: remove it')];
  if (name === '*') return wildcardFindings(field, names, path);
  const fault = field.endsWith('namespaces') ? namespaceFault(name) : undefined;
  return fault === undefined
    ? []
    : [error(path, 'namespace-name', `${JSON.stringify(name)} ${fault}`)];
}

function wildcardFindings(field: ListField, names: readonly string[], path: string): Finding[] {
  if (field.startsWith('exclude')) {
    return [
      error(
        path,
        'wildcard-excluded',
        'excludes everything, which Velero refuses: name what to leave out',
      ),
    ];
  }
  if (names.every((name) => name === '*')) return [];
  return [
    error(
      path,
      'wildcard-and-names',
      'stands beside other names, which Velero refuses: keep "*" or the names',
    ),
  ];
}

function pairFindings(
  excludedField: ListField,
  included: readonly string[],
  excluded: readonly string[],
): Finding[] {
  const names = new Set(included);
  return excluded.flatMap((name, index) => {
    if (name === '*' || !names.has(name)) return [];
    const message = `${JSON.stringify(name)} is also included, which Velero refuses: remove it from one of the lists`;
    return [error(`/${excludedField}/${index}`, 'include-and-exclude', message)];
  });
}

function selectorFindings(labels: Readonly<Record<string, string>> | null): Finding[] {
  if (labels === null) return [];
  const entries = Object.entries(labels);
  if (entries.length === 0) {
    const message =
      'is an empty selector, with which every list call of Velero fails if it is passed on as it is: use null';
    return [warning('/label_selector', 'empty-selector', message)];
  }
  return entries.flatMap(([key, value]) => labelFindings(key, value));
}

function labelFindings(key: string, value: string): Finding[] {
  const path = appendPointer('/label_selector', key);
  const keyFault = labelKeyFault(key);
  const valueFault = labelValueFault(value);
  return [
    ...(keyFault === undefined
      ? []
      : [error(path, 'label-key', `label key ${JSON.stringify(key)} ${keyFault}`)]),
    ...(valueFault === undefined
      ? []
      : [error(path, 'label-value', `label value ${JSON.stringify(value)} ${valueFault}`)]),
  ];
}

function ttlFindings(ttl: string | null): Finding[] {
  if (ttl === null || ttl === '' || ttlSeconds(ttl) > 0) return [];
  return [
    warning(
      '/ttl',
      'ttl-zero',
      `${JSON.stringify(ttl)} is zero, which means the operator's default and not "never": use null`,
    ),
  ];
}

function error(path: string, rule: string, message: string): Finding {
  return { path, rule, severity: 'error', message };
}

function warning(path: string, rule: string, message: string): Finding {
  return { path, rule, severity: 'warning', message };
}
