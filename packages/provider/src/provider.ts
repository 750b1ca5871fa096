import type { Finding } from '@k8s-backup-target/lint';
import { encodeDatabag, type K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { BACKUP_TARGETS, endpointNames } from '@k8s-backup-target/schema/internal';
import { isJsonOf } from './is-json-of.js';
import type { Outcome, RelationOutcome, SkipReason } from './outcome.js';
import type { ProviderPort } from './port.js';
import { publishableSpec } from './publishable-spec.js';
import { refreshingHooks } from './refreshing-hooks.js';

/** What must be backed up; null: nothing, so what was published is withdrawn. */
type Wanted = K8sBackupTargetSpec | null;

/** The charm's side of the interface. */
export interface ProviderOptions {
  /** Juju, as this hook sees it. */
  readonly juju: ProviderPort;
  /**
   * The endpoint's name in the charm's metadata, under `provides` or `requires`: in the field both occur, and
   * Juju relates only one of each. A charm that has both gives both names; the target names the one over which
   * it is published.
   */
  readonly endpoint: string | readonly string[];
  /**
   * The spec to publish, null where nothing is to be backed up, or a function that makes one of these, for example
   * from config. It runs on every unit, since followers show the same faults, but only the leader publishes. It may
   * throw a `ContractError`: the spec is then refused with its issues. Any other error fails the hook.
   */
  readonly spec: Wanted | (() => Wanted | Promise<Wanted>);
  /**
   * More hooks that refresh the target: for example `config-changed`, which a spec from config needs. Those of
   * `leader-elected`, `upgrade-charm` and the endpoints' `relation-created` and `relation-broken` are not named.
   * Default: none.
   */
  readonly refreshOn?: readonly string[] | undefined;
}

/** The charm that wants to be backed up: publishes its backup target in its application databag. */
export class K8sBackupTargetProvider {
  readonly #juju: ProviderPort;
  readonly #endpoints: readonly string[];
  readonly #spec: ProviderOptions['spec'];
  readonly #hooks: ReadonlySet<string>;

  /**
   * @throws RangeError for options that make no sense: no endpoint, one that the charm's metadata does not declare,
   * what is not the name of an endpoint (`backup:1`) or of a hook (`config_changed`).
   */
  constructor({ juju, endpoint, spec, refreshOn = [] }: ProviderOptions) {
    this.#juju = juju;
    this.#endpoints = endpointNames(endpoint, juju.declaredEndpoints?.() ?? null);
    this.#spec = spec;
    this.#hooks = refreshingHooks(this.#endpoints, refreshOn);
  }

  /** Publishes if the hook that is running refreshes the target; otherwise does nothing. Errors are those of `publish`. */
  async handle(): Promise<Outcome> {
    if (!this.#hooks.has(this.#juju.context.hook)) return this.#skipped('hook-not-ours');
    return this.publish();
  }

  /**
   * Publishes the target to every relation on the endpoints whose databag does not hold it yet, or withdraws it
   * where the spec is null.
   *
   * Only the leader writes. The spec is copied and checked before anything is written: an invalid one, or one that
   * the backup operator would reject, is the outcome `refused`, and what was published before stays until a valid
   * spec replaces it or it is withdrawn. Peers see the change when the hook has succeeded.
   */
  async publish(): Promise<Outcome> {
    const spec = this.#spec;
    const judged = await publishableSpec(typeof spec === 'function' ? spec : () => spec);
    if (!judged.ok) return { status: 'refused', issues: judged.issues };
    const { spec: wanted, warnings } = judged.value;
    if (wanted === null) return this.#withdraw('nothing-wanted');
    const { app, model } = this.#juju.context;
    return this.#onLeader((relations) =>
      this.#write(relations, 'published', warnings, (endpoint) => {
        const data = { backup_targets: [{ app, relation_name: endpoint, model, spec: wanted }] };
        const changes = encodeDatabag(data);
        const published: unknown = JSON.parse(changes[BACKUP_TARGETS]);
        return { changes, isDone: (text) => text !== undefined && isJsonOf(text, published) };
      }),
    );
  }

  /** Removes the target from every relation on the endpoints. Only the leader writes; the spec is not looked at. */
  async withdraw(): Promise<Outcome> {
    return this.#withdraw();
  }

  async #withdraw(skipReason?: SkipReason): Promise<Outcome> {
    const withdrawal = {
      changes: { [BACKUP_TARGETS]: '' },
      isDone: (text?: string) => text === undefined,
    };
    const act = (relations: readonly ListedRelation[]) =>
      this.#write(relations, 'withdrawn', [], () => withdrawal);
    return this.#onLeader(act, skipReason);
  }

  /** Acts where there are relations to act on, and this unit may. */
  async #onLeader(
    act: (relations: readonly ListedRelation[]) => Promise<Outcome>,
    skipReason?: SkipReason,
  ): Promise<Outcome> {
    const lists = this.#endpoints.map(async (endpoint) =>
      (await this.#juju.relationIds(endpoint)).map((relation) => ({ endpoint, relation })),
    );
    const relations = (await Promise.all(lists)).flat();
    if (relations.length === 0) return this.#skipped(skipReason ?? 'no-relation');
    if (!(await this.#juju.isLeader())) return this.#skipped(skipReason ?? 'not-leader');
    return act(relations);
  }

  #skipped(reason: SkipReason): Outcome {
    return { status: 'skipped', reason, endpoints: this.#endpoints };
  }

  /** Reads all relations first, concurrently, then writes one after another where it is needed. */
  async #write(
    listed: readonly ListedRelation[],
    done: 'published' | 'withdrawn',
    warnings: readonly Finding[],
    changeFor: (endpoint: string) => Change,
  ): Promise<Outcome> {
    const databags = await Promise.all(
      listed.map(({ relation }) => this.#juju.readLocalApplicationData(relation)),
    );
    const relations: RelationOutcome[] = [];
    for (const [index, { endpoint, relation }] of listed.entries()) {
      const status = await this.#writeOne(relation, databags[index] ?? null, changeFor(endpoint));
      relations.push({ relation, status: status ?? done });
    }
    const status = relations.some((each) => each.status === done) ? done : 'unchanged';
    return { status, relations, warnings };
  }

  /** @returns why nothing was written; null where it was. */
  async #writeOne(
    relation: string,
    databag: Readonly<Record<string, string>> | null,
    { changes, isDone }: Change,
  ): Promise<'unchanged' | 'absent' | 'gone' | null> {
    if (databag === null) return 'gone';
    const current = databag[BACKUP_TARGETS];
    if (isDone(current)) return current === undefined ? 'absent' : 'unchanged';
    return (await this.#juju.writeLocalApplicationData(relation, changes)) ? null : 'gone';
  }
}

interface ListedRelation {
  readonly endpoint: string;
  readonly relation: string;
}

/** The value that a databag must hold, and whether it does. */
interface Change {
  readonly changes: Readonly<Record<string, string>>;
  readonly isDone: (text: string | undefined) => boolean;
}
