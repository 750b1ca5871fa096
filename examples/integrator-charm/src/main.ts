import { openHook } from '@k8s-backup-target/juju';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { getSpec, listTargets } from './actions.js';
import { updateStatus } from './status.js';

const ENDPOINT = 'k8s-backup-target';
const STATUS_HOOKS = new Set(['start', 'upgrade-charm', 'config-changed', 'update-status']);

const juju = openHook();
const requirer = new K8sBackupTargetRequirer({ juju, endpoint: ENDPOINT });
const { action, hook, relation } = juju.context;

if (action === 'list-targets') await listTargets(juju, requirer);
else if (action === 'get-spec') await getSpec(juju, requirer);
else if (relation?.endpoint === ENDPOINT || STATUS_HOOKS.has(hook))
  await updateStatus(juju, requirer);
