/** The hooks that Juju runs: what else a hook is called, no unit ever runs. */
const PLAIN = [
  'install',
  'start',
  'config-changed',
  'update-status',
  'leader-elected',
  'leader-deposed',
  'leader-settings-changed',
  'upgrade-charm',
  'stop',
  'remove',
  'collect-metrics',
  'meter-status-changed',
  'pre-series-upgrade',
  'post-series-upgrade',
  'secret-changed',
  'secret-expired',
  'secret-remove',
  'secret-rotate',
];

const OF_STORAGE_OR_WORKLOAD =
  /^[a-z][a-z0-9_-]*-(?:storage-(?:attached|detaching)|pebble-(?:ready|custom-notice|check-failed|check-recovered))$/;

/** @throws Error for a name that is neither one of these nor a hook of storage or a workload */
export function checkHookName(hook: string): void {
  if (PLAIN.includes(hook) || OF_STORAGE_OR_WORKLOAD.test(hook)) return;
  const name = JSON.stringify(hook);
  throw new Error(`Juju has no hook ${name}; it has ${PLAIN.join(', ')} and ENDPOINT-relation-…`);
}
