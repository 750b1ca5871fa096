/**
 * The hooks in which a provider acts: those that it needs itself, and the charm's own.
 *
 * @throws RangeError for what cannot be a hook, such as `config_changed`: it would never run.
 */
export function refreshingHooks(
  endpoints: readonly string[],
  refreshOn: readonly string[],
): ReadonlySet<string> {
  for (const hook of refreshOn) {
    if (typeof hook === 'string' && HOOK.test(hook)) continue;
    const hint = typeof hook === 'string' ? hookLike(hook) : '';
    const advice = HOOK.test(hint) ? `: write ${hint}` : '';
    throw new RangeError(`refreshOn: ${JSON.stringify(hook)} is not the name of a hook${advice}`);
  }
  const own = endpoints.flatMap((name) => [`${name}-relation-created`, `${name}-relation-broken`]);
  return new Set(['leader-elected', 'upgrade-charm', ...own, ...refreshOn]);
}

const HOOK_ENDINGS = [
  'relation-(?:created|joined|changed|departed|broken)',
  'storage-(?:attached|detaching)',
  'pebble-[a-z]+(?:-[a-z]+)*',
];

/** Every hook of Juju 2.9 to 4.1; the name of an endpoint, a storage or a container may hold capitals and underscores. */
const HOOK = new RegExp(
  '^(?:install|start|stop|remove|config-changed|update-status|upgrade-charm|leader-elected|' +
    'leader-settings-changed|collect-metrics|meter-status-changed|pre-series-upgrade|post-series-upgrade|' +
    'secret-(?:changed|expired|remove|rotate)|' +
    `[A-Za-z][A-Za-z0-9_-]*-(?:${HOOK_ENDINGS.join('|')}))$`,
);

/** What may be meant: `hooks/config_changed`, `configChanged`. */
function hookLike(text: string): string {
  return text
    .replace(/^.*\//, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}
