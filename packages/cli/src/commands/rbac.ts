import { nearest } from '@k8s-backup-target/schema/internal';
import { veleroNamespace } from '../cluster/velero-namespace.js';
import type { Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import { NEEDS, type Need } from '../rbac/needs.js';
import { grantsFor } from '../rbac/roles.js';

/** Prints the ClusterRoles that commands need; on standard error, how to bind them. */
export const run: Run = async ({ words, options }) => {
  const needs = words.length === 0 ? Object.values(NEEDS) : words.map(needOf);
  const grants = grantsFor(needs, veleroNamespace(options));
  const roles = grants.map(({ role }) => role);
  const [only, second] = roles;
  return {
    exitCode: 0,
    data: second === undefined ? only : { apiVersion: 'v1', kind: 'List', items: roles },
    isForeign: true,
    notes: grants.map(({ binding }) => `# ${binding}`),
    text: () => '',
  };
};

function needOf(command: string): Need {
  const known: Readonly<Record<string, Need>> = NEEDS;
  const need = known[command === 'inventory' ? 'inventory save' : command];
  if (need !== undefined) return need;
  const names = Object.keys(NEEDS);
  const near = nearest(command, names);
  const hint = near === undefined ? `name some of ${names.join(', ')}` : `did you mean ${near}?`;
  throw new CannotRunError('not-found', `no cluster is read by ${command}: ${hint}`);
}
