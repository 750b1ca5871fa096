/** Environment variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The hook or action that is running, as Juju describes it. */
export interface HookContext {
  /** This unit, e.g. `my-app/0`. */
  readonly unit: string;
  /** This unit's application, e.g. `my-app`. */
  readonly app: string;
  /** The model's name, e.g. `production`. */
  readonly model: string;
  readonly modelUuid: string;
  /** The hook's name, e.g. `config-changed`; empty in an action and in `juju exec`. */
  readonly hook: string;
  /** The action's name; null in a hook. */
  readonly action: string | null;
  /** The charm's folder, which is also the working directory of the hook. */
  readonly charmDir: string;
  /** The agent's version, e.g. `3.6.9`; null where Juju does not tell (`meter-status-changed`). */
  readonly jujuVersion: string | null;
  /** The relation that the hook is about; null in every other hook and in actions. */
  readonly relation: HookRelation | null;
}

/** The relation a relation hook is about. */
export interface HookRelation {
  /** This application's endpoint, e.g. `backup`. */
  readonly endpoint: string;
  /** The relation id as `relation-ids` prints it, e.g. `backup:1`. */
  readonly id: string;
  readonly remoteApp: string | null;
  /** Null in relation-created and relation-broken, which are about no single unit. */
  readonly remoteUnit: string | null;
  /** The unit that leaves, which may be this one; only in relation-departed. */
  readonly departingUnit: string | null;
}

/** The process was not started by Juju: a variable that every hook has is missing. */
export class HookContextError extends Error {
  override readonly name: string = 'HookContextError';
  readonly code: 'no-hook-context' = 'no-hook-context';
  /** The missing variable. */
  readonly variable: string;

  constructor(variable: string) {
    super(`[no-hook-context] ${variable} is not set: this is not a hook or action run by Juju`);
    this.variable = variable;
  }
}

/**
 * Reads the environment that Juju gives to hooks and actions.
 *
 * Juju exports some variables with an empty value where they do not apply, so empty and unset
 * mean the same.
 *
 * @throws HookContextError naming the first missing variable
 */
export function readHookContext(env: Environment): HookContext {
  const unit = required(env, 'JUJU_UNIT_NAME');
  const action = optional(env, 'JUJU_ACTION_NAME');
  return {
    unit,
    app: unit.split('/', 1)[0] ?? unit,
    model: required(env, 'JUJU_MODEL_NAME'),
    modelUuid: required(env, 'JUJU_MODEL_UUID'),
    hook: action === null ? hookName(env) : '',
    action,
    charmDir: optional(env, 'JUJU_CHARM_DIR') ?? required(env, 'CHARM_DIR'),
    jujuVersion: optional(env, 'JUJU_VERSION'),
    relation: hookRelation(env),
  };
}

function hookName(env: Environment): string {
  const dispatched = /^hooks\/(.+)$/.exec(env['JUJU_DISPATCH_PATH'] ?? '');
  return optional(env, 'JUJU_HOOK_NAME') ?? dispatched?.[1] ?? '';
}

function hookRelation(env: Environment): HookRelation | null {
  if (optional(env, 'JUJU_RELATION') === null && optional(env, 'JUJU_RELATION_ID') === null) {
    return null;
  }
  const endpoint = required(env, 'JUJU_RELATION');
  const id = required(env, 'JUJU_RELATION_ID');
  return {
    endpoint,
    id: `${endpoint}:${id.slice(id.lastIndexOf(':') + 1)}`,
    remoteApp: optional(env, 'JUJU_REMOTE_APP'),
    remoteUnit: optional(env, 'JUJU_REMOTE_UNIT'),
    departingUnit: optional(env, 'JUJU_DEPARTING_UNIT'),
  };
}

function optional(env: Environment, variable: string): string | null {
  const value = env[variable];
  return value === undefined || value === '' ? null : value;
}

function required(env: Environment, variable: string): string {
  const value = optional(env, variable);
  if (value === null) throw new HookContextError(variable);
  return value;
}
