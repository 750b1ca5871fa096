import { openHook, runToEnd } from '@k8s-backup-target/juju';
import { agentSocket } from '@k8s-backup-target/juju/agent-socket';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { actions, unknownAction } from './actions.js';
import { reconcileHook } from './reconcile-hook.js';
import { ENDPOINTS } from './wanted.js';

const HOOKS = new Set([
  'start',
  'upgrade-charm',
  'config-changed',
  'leader-elected',
  'update-status',
]);

const juju = openHook({ runner: agentSocket({ enabledBy: 'agent-socket' }) });
const requirer = new K8sBackupTargetRequirer({ juju, endpoint: ENDPOINTS });
const { action, hook, relation } = juju.context;

// Nothing is awaited at the top level, so the bundle can be CommonJS, which starts sooner.
if (action !== null) runToEnd(() => (actions.get(action) ?? unknownAction)(juju, requirer));
else if (relation !== null || HOOKS.has(hook)) runToEnd(() => reconcileHook(juju, requirer));
