import { ContractError, type K8sBackupTargetSpec } from '@k8s-backup-target/provider';

/**
 * The backup spec that the charm's config describes; an empty option means not set.
 *
 * @throws ContractError when `labels` is not a list of key=value.
 */
export function specFromConfig(config: Readonly<Record<string, unknown>>): K8sBackupTargetSpec {
  return {
    include_namespaces: list(config['namespaces']),
    include_resources: list(config['resources']),
    label_selector: labels(config['labels']),
    ttl: text(config['ttl']) || null,
  };
}

function list(option: unknown): string[] | null {
  const names = text(option)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? null : names;
}

function labels(option: unknown): Record<string, string> | null {
  const pairs = list(option);
  return pairs === null ? null : Object.fromEntries(pairs.map(label));
}

function label(pair: string): [string, string] {
  const separator = pair.indexOf('=');
  if (separator < 1)
    throw new ContractError([
      { path: '/label_selector', rule: 'type', message: 'must be key=value pairs' },
    ]);
  return [pair.slice(0, separator).trim(), pair.slice(separator + 1).trim()];
}

function text(option: unknown): string {
  return typeof option === 'string' ? option.trim() : '';
}
