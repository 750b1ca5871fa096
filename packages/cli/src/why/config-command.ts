import { pointerTokens } from '@k8s-backup-target/schema/internal';
import type { Facts } from '../facts/facts.js';
import type { InputFinding } from '../judge/input-finding.js';
import { configOf } from '../juju/config.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';

/** The names that charms give to the option for each field, best first. */
const OPTION_NAMES: Readonly<Record<string, readonly string[]>> = {
  ttl: ['ttl', 'backup-ttl'],
  include_namespaces: ['include-namespaces', 'namespaces'],
  exclude_namespaces: ['exclude-namespaces'],
  include_resources: ['include-resources', 'resources'],
  exclude_resources: ['exclude-resources'],
  include_cluster_resources: ['include-cluster-resources'],
  label_selector: ['label-selector', 'labels'],
};

const EXAMPLES: Readonly<Record<string, string>> = {
  ttl: '30d',
  include_namespaces: 'NAMESPACE,…',
  exclude_namespaces: 'NAMESPACE,…',
  include_resources: 'TYPE,…',
  exclude_resources: 'TYPE,…',
  include_cluster_resources: 'true',
  label_selector: 'KEY=VALUE,…',
};

/**
 * The `juju config` line that corrects a field, where the application's options are known and one of
 * them is named after the field; else null.
 */
export function configCommand(
  { published }: TargetView,
  { place }: InputFinding,
  facts: Facts,
): string | null {
  const app = published.remoteApp;
  const config = configOf(facts.configs, app, published.related?.unit);
  const field = fieldIn(place.inner ?? place.pointer);
  if (app === null || config === undefined || field === undefined) return null;
  const option = OPTION_NAMES[field]?.find((name) => config.options.includes(name));
  return option === undefined ? null : shell`juju config ${app} ${`${option}=${EXAMPLES[field]}`}`;
}

function fieldIn(pointer: string): string | undefined {
  return pointerTokens(pointer).find((token) => Object.hasOwn(OPTION_NAMES, token));
}
