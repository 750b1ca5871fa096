import type { HookCommands } from '@k8s-backup-target/juju';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { actions, unknownAction } from './actions.js';
import { reconcileHook } from './reconcile-hook.js';
import { ENDPOINTS } from './wanted.js';

/** Those about no relation in which there may be something to do. */
const HOOKS = new Set([
  'start',
  'upgrade-charm',
  'config-changed',
  'leader-elected',
  'update-status',
]);

/** The work of this hook or action; null where there is none. */
export function workOf(juju: HookCommands): (() => Promise<void>) | null {
  const requirer = new K8sBackupTargetRequirer({ juju, endpoint: ENDPOINTS });
  const { action, hook, relation } = juju.context;
  if (action !== null) return () => (actions.get(action) ?? unknownAction)(juju, requirer);
  if (relation === null && !HOOKS.has(hook)) return null;
  return () => reconcileHook(juju, requirer);
}
