import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { type Fields, fieldsOf } from '../input/fields.js';
import { VELERO_FIELDS } from './velero-fields.js';

/** A Velero BackupSpec in the contract's words, as far as these go; its ttl, which has other rules, is left out. */
export function specOfBackup(spec: Fields): K8sBackupTargetSpec {
  return {
    include_namespaces: texts(spec['includedNamespaces']),
    exclude_namespaces: texts(spec['excludedNamespaces']),
    include_resources: texts(spec['includedResources']),
    exclude_resources: texts(spec['excludedResources']),
    include_cluster_resources: switchOf(spec['includeClusterResources']),
    label_selector: labels(fieldsOf(spec['labelSelector'])['matchLabels']),
  };
}

/** A path into a spec of the contract as a path into a BackupSpec. */
export function veleroPath(path: string): string {
  const [, field = '', ...rest] = path.split('/');
  const name = Object.hasOwn(VELERO_FIELDS, field) ? Reflect.get(VELERO_FIELDS, field) : field;
  return [`/${name}`, ...rest].join('/');
}

/** What a rule says of a spec of the contract, as it is said of a BackupSpec. */
export function inVeleroWords(text: string): string {
  return text.replace(FIELD, (field) => veleroPath(`/${field}`).slice(1).replace('/', '.'));
}

const FIELD = new RegExp(`\\b(?:${Object.keys(VELERO_FIELDS).join('|')})\\b`, 'g');

function texts(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.filter((item) => typeof item === 'string');
}

function switchOf(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function labels(value: unknown): Record<string, string> | null {
  const pairs = Object.entries(fieldsOf(value)).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return pairs.length === 0 ? null : Object.fromEntries(pairs);
}
