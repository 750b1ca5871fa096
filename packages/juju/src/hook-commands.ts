import { argumentFor, argumentsFor } from './argument-text.js';
import type { CommandRunner } from './command-runner.js';
import { type Environment, type HookContext, readHookContext } from './context.js';
import { databagDocument } from './databag-document.js';
import { declaredEndpoints } from './declared-endpoints.js';
import { HookCommandError, isHookCommandError } from './error.js';
import { failureOf } from './failure.js';
import { Gate } from './gate.js';
import { CommandOutput, type ConfigValue } from './output.js';
import { spawnRunner } from './spawn-runner.js';

/** Juju runs one command at a time; a few at once hide what it costs to start the processes. */
const CONCURRENT_READS = 4;

/** How important a line of `juju-log` is. A Juju model shows INFO and above unless its logging-config says otherwise. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/** The statuses that a charm may set. */
export type Status = 'active' | 'waiting' | 'blocked' | 'maintenance';

/**
 * Juju's hook commands, for the hook or action that is running.
 *
 * Every method runs one process (or none, where said) and rejects with a `HookCommandError` if
 * it fails. Reads may be called concurrently; writes run alone, in the order of the calls.
 * Databags and other objects returned have no prototype: `databag['constructor']` is undefined
 * unless the peer wrote such a key.
 */
export class HookCommands {
  /** The hook or action that is running. */
  readonly context: HookContext;
  readonly #run: CommandRunner;
  readonly #gate: Gate = new Gate(CONCURRENT_READS);
  #goalState: Promise<Readonly<Record<string, unknown>>> | undefined;

  constructor(context: HookContext, runner: CommandRunner) {
    this.context = context;
    this.#run = runner;
  }

  /** Checks whether this unit leads its application. Juju guarantees a true answer for 30 seconds. */
  async isLeader(): Promise<boolean> {
    return (await this.#read('is-leader', '--format=json')).boolean();
  }

  /**
   * The endpoints that this charm's `metadata.yaml` declares under `provides` and `requires`. Runs no process.
   *
   * @returns null where it cannot be read, or is not written as charmcraft writes it.
   */
  declaredEndpoints(): readonly string[] | null {
    return declaredEndpoints(this.context.charmDir);
  }

  /**
   * The relations on an endpoint of this charm, as `endpoint:id`, in Juju's order: sorted as
   * strings, so `db:10` comes before `db:2`. Empty for an endpoint without relations or unknown.
   * The relation that a relation-broken hook is about is left out: some versions of Juju still
   * list it.
   */
  async relationIds(endpoint: string): Promise<readonly string[]> {
    const ids = (await this.#read('relation-ids', endpoint, '--format=json')).strings();
    const broken = this.#brokenRelation();
    return ids.filter((id) => id !== broken);
  }

  /**
   * The application at the other end, null if the relation is gone. Known from relation-created
   * on, when no remote unit has joined yet. Runs no process for the relation of the hook itself
   * if Juju has said it in the environment.
   */
  async remoteApplication(relation: string): Promise<string | null> {
    const own = this.context.relation;
    if (own !== null && own.id === relation && own.remoteApp !== null) return own.remoteApp;
    const output = await unlessGone(
      this.#read('relation-list', '--format=json', '--app', '-r', relation),
    );
    return output?.name() ?? null;
  }

  /**
   * This application's databag, with what this hook has written so far; null if the relation is
   * gone. Read it as the leader: Juju up to 3.6 refuses any other unit, while 4.0 may answer it.
   *
   * @throws HookCommandError `not-leader` where Juju refuses a unit that does not lead
   */
  async readLocalApplicationData(relation: string): Promise<Record<string, string> | null> {
    try {
      return await this.#readApplicationData(relation, this.context.app);
    } catch (error) {
      if (!isHookCommandError(error, 'gone')) throw error;
      await this.#throwIfRefusedToFollower(error);
      return null;
    }
  }

  /**
   * The databag of the application at the other end, as it was when the hook started; null if
   * the relation is gone. Every unit may read it.
   */
  readRemoteApplicationData(relation: string, app: string): Promise<Record<string, string> | null> {
    return unlessGone(this.#readApplicationData(relation, app));
  }

  /**
   * The UUID of the Juju model of the application at the other end; null if the relation is gone, or
   * where Juju does not say: it does from 3.6.2 on.
   */
  async remoteModelUuid(relation: string): Promise<string | null> {
    const command = ['relation-model-get', '--format=json', '-r', relation] as const;
    try {
      const { uuid } = (await this.#read(...command)).object();
      return typeof uuid === 'string' ? uuid : null;
    } catch (error) {
      if (isHookCommandError(error, 'gone') || isUnknownCommand(error)) return null;
      throw error;
    }
  }

  /**
   * Tells whether this unit is being removed; null where Juju does not say (`goal-state` fails, or does not
   * name this unit).
   */
  async isUnitLeaving(): Promise<boolean | null> {
    const goal: unknown = Reflect.get(Object(await this.#goals('units')), this.context.unit);
    const status: unknown = Reflect.get(Object(goal), 'status');
    return typeof status === 'string' ? status === 'dying' : null;
  }

  /**
   * The applications of this model that are related to an endpoint, as the controller knows them: `relationIds` may
   * not list a new relation yet, and does not list one that has ended for this unit only. Null where Juju does not
   * say (`goal-state` fails).
   */
  async relatedApplications(endpoint: string): Promise<readonly string[] | null> {
    const goals = await this.#goals('relations');
    if (typeof goals !== 'object' || goals === null) return null;
    const names = Object.keys(Object(Reflect.get(goals, endpoint)));
    // Units have a slash, and so has the URL by which Juju names an application of another model.
    return names.filter((name) => !name.includes('/'));
  }

  /** A part of `goal-state`; undefined where Juju does not say. It is asked for once. */
  async #goals(part: 'units' | 'relations'): Promise<unknown> {
    this.#goalState ??= this.#readGoalState();
    return (await this.#goalState)[part];
  }

  async #readGoalState(): Promise<Readonly<Record<string, unknown>>> {
    try {
      return (await this.#read('goal-state', '--format=json')).object();
    } catch (error) {
      if (!isHookCommandError(error)) throw error;
      return {};
    }
  }

  /**
   * Merges `changes` into this application's databag; an empty value deletes its key. Peers see
   * it only once the hook has ended with exit status 0. No changes, no process.
   *
   * @returns false if the relation is gone
   * @throws HookCommandError `not-leader` if this unit does not lead; `invalid-argument` for a
   *   key or value with a lone surrogate, which Juju cannot store, and for anything but an object of strings
   */
  async writeLocalApplicationData(
    relation: string,
    changes: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    const command = ['relation-set', '-r', relation, '--app', '--file', '-'] as const;
    const document = databagDocument(command, changes);
    if (document === '{}') return true;
    const written = await unlessGone(this.#write(command, document).then(() => true));
    return written ?? false;
  }

  /** The charm's config: the options that are set or have a default. */
  async config(): Promise<Readonly<Record<string, ConfigValue>>> {
    return (await this.#read('config-get', '--format=json')).configMap();
  }

  /** The running action's parameters. Rejects with `refused` outside an action. */
  async actionParameters(): Promise<Readonly<Record<string, unknown>>> {
    return (await this.#read('action-get', '--format=json')).object();
  }

  /**
   * Adds to the running action's results. Keys are lower-case letters, digits and hyphens, with
   * dots for nesting. No results, no process.
   *
   * @throws HookCommandError `usage` for a key Juju does not accept; `too-large` for a value over
   *   128 KiB or results over about 2 MiB; `invalid-argument` for a value with NUL
   */
  async setActionResults(results: Readonly<Record<string, string>>): Promise<void> {
    const pairs = Object.entries(results).map(([key, value]) => `${key}=${value}`);
    if (pairs.length > 0) await this.#write(['action-set', ...pairs]);
  }

  /** Marks the running action as failed. The message is cut at 128 KiB. */
  async failAction(message: string): Promise<void> {
    await this.#write(['action-fail', '--', argumentFor(message)]);
  }

  /** Writes to the unit's log at once, also if the hook fails. More than 128 KiB is several lines. */
  async log(level: LogLevel, message: string): Promise<void> {
    for (const part of argumentsFor(message)) {
      await this.#write(['juju-log', '--log-level', level, '--', part]);
    }
  }

  /**
   * Sets the status of this unit, or of the whole application; effective at once, also if the
   * hook fails. The message is cut at 128 KiB.
   *
   * @throws HookCommandError `not-leader` for the application's status on any other unit
   */
  async setStatus(
    status: Status,
    message: string,
    options: { readonly application?: boolean } = {},
  ): Promise<void> {
    const scope = options.application === true ? ['--application=True'] : [];
    await this.#write(['status-set', ...scope, status, '--', argumentFor(message)]);
  }

  #brokenRelation(): string | null {
    const { hook, relation } = this.context;
    return relation !== null && hook === `${relation.endpoint}-relation-broken`
      ? relation.id
      : null;
  }

  async #readApplicationData(relation: string, app: string): Promise<Record<string, string>> {
    const output = await this.#read(
      'relation-get',
      '--format=json',
      '-r',
      relation,
      '--app',
      '-',
      app,
    );
    return output.stringMap();
  }

  // Juju says the same to a follower reading its own application's databag as of a relation that
  // is gone, except where it says "relation not found".
  async #throwIfRefusedToFollower(error: HookCommandError): Promise<void> {
    if (/relation not found/i.test(error.stderr) || (await this.isLeader())) return;
    throw new HookCommandError('not-leader', {
      command: error.command,
      reason: `exited with status ${error.exitStatus} on a unit that is not the leader`,
      exitStatus: error.exitStatus,
      stderr: error.stderr,
      cause: error,
    });
  }

  #read(...command: readonly [string, ...string[]]): Promise<CommandOutput> {
    return this.#gate.read(async () => new CommandOutput(command, await this.#succeed(command)));
  }

  async #write(command: readonly [string, ...string[]], stdin?: string): Promise<void> {
    await this.#gate.write(() => this.#succeed(command, stdin));
  }

  async #succeed(command: readonly [string, ...string[]], stdin?: string): Promise<string> {
    const [name, ...args] = command;
    const result = await this.#run(name, args, stdin);
    if (result.status !== 0) throw failureOf(command, result);
    return result.stdout;
  }
}

/** A Juju that is too old for a command has no such program, or says so over the agent's socket. */
function isUnknownCommand(error: unknown): boolean {
  if (!isHookCommandError(error)) return false;
  return error.code === 'not-found' || error.stderr.includes('unknown command');
}

async function unlessGone<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isHookCommandError(error, 'gone')) return null;
    throw error;
  }
}

/** Settings that replace what Juju gives to this process. */
export interface OpenHookOptions {
  /** The environment that Juju gave. Default: this process's. */
  readonly env?: Environment | undefined;
  /** The runner of the hook commands. Default: `spawnRunner`, a process for each. */
  readonly runner?: CommandRunner | undefined;
}

/**
 * The hook commands of the hook or action that this process runs.
 *
 * @throws HookContextError if it was not started by Juju
 */
export function openHook(options: OpenHookOptions = {}): HookCommands {
  const { env = process.env, runner = spawnRunner({ env }) } = options;
  return new HookCommands(readHookContext(env), runner);
}
