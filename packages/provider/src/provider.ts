import type { Finding } from '@k8s-backup-target/lint';
import { encodeDatabag, type K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { BACKUP_TARGETS } from '@k8s-backup-target/schema/internal';
import { isJsonOf } from './is-json-of.js';
import type { Outcome, RelationOutcome, SkipReason } from './outcome.js';
import type { ProviderPort } from './port.js';
import { publishableSpec } from './publishable-spec.js';

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
  /** The spec to publish, or a function that makes it, for example from config. It runs on the leader only. */
  readonly spec: K8sBackupTargetSpec | (() => K8sBackupTargetSpec | Promise<K8sBackupTargetSpec>);
  /**
   * Hooks that refresh the target besides `leader-elected`, `upgrade-charm` and the endpoint's
   * `relation-created`: for example `config-changed`. Default: none.
   */
  readonly refreshOn?: readonly string[] | undefined;
}

/** The charm that wants to be backed up: publishes its backup target in its application databag. */
export class K8sBackupTargetProvider {
  readonly #juju: ProviderPort;
  readonly #endpoints: readonly string[];
  readonly #spec: ProviderOptions['spec'];
  readonly #hooks: ReadonlySet<string>;

  constructor({ juju, endpoint, spec, refreshOn = [] }: ProviderOptions) {
    this.#juju = juju;
    this.#endpoints = [endpoint].flat();
    this.#spec = spec;
    this.#hooks = new Set([
      'leader-elected',
      'upgrade-charm',
      ...this.#endpoints.map((name) => `${name}-relation-created`),
      ...refreshOn,
    ]);
  }

  /** Publishes if the hook that is running refreshes the target; otherwise does nothing. Errors are those of `publish`. */
  async handle(): Promise<Outcome> {
    if (!this.#hooks.has(this.#juju.context.hook)) return this.#skipped('hook-not-ours');
    return this.publish();
  }

  /**
   * Publishes the target to every relation on the endpoint whose databag does not hold it yet.
   *
   * Only the leader writes. The spec is checked before anything is written, and what was published
   * before stays until a valid spec replaces it or it is withdrawn. Peers see the change when the
   * hook has succeeded.
   *
   * @throws InvalidSpecError when the spec is invalid or the backup operator would reject it.
   */
  async publish(): Promise<Outcome> {
    if (!(await this.#juju.isLeader())) return this.#skipped('not-leader');
    const { spec, warnings } = publishableSpec(await this.#makeSpec());
    const { app, model } = this.#juju.context;
    return this.#write('published', warnings, (endpoint) => {
      const data = { backup_targets: [{ app, relation_name: endpoint, model, spec }] };
      const changes = encodeDatabag(data);
      const published: unknown = JSON.parse(changes[BACKUP_TARGETS]);
      return { changes, isDone: (text) => text !== undefined && isJsonOf(text, published) };
    });
  }

  /** Removes the target from every relation on the endpoint. Only the leader writes; the spec is not looked at. */
  async withdraw(): Promise<Outcome> {
    if (!(await this.#juju.isLeader())) return this.#skipped('not-leader');
    const withdrawal = {
      changes: { [BACKUP_TARGETS]: '' },
      isDone: (text?: string) => text === undefined,
    };
    return this.#write('withdrawn', [], () => withdrawal);
  }

  async #makeSpec(): Promise<unknown> {
    return typeof this.#spec === 'function' ? this.#spec() : this.#spec;
  }

  #skipped(reason: SkipReason): Outcome {
    return { status: 'skipped', reason, endpoints: this.#endpoints };
  }

  /** Reads all relations first, concurrently, then writes one after another where it is needed. */
  async #write(
    done: 'published' | 'withdrawn',
    warnings: readonly Finding[],
    changeFor: (endpoint: string) => Change,
  ): Promise<Outcome> {
    const found = await Promise.all(this.#endpoints.map((endpoint) => this.#relationsOf(endpoint)));
    const relations: RelationOutcome[] = [];
    for (const { endpoint, relation, databag } of found.flat()) {
      const { changes, isDone } = changeFor(endpoint);
      if (databag === null) relations.push({ relation, status: 'gone' });
      else if (isDone(databag[BACKUP_TARGETS])) relations.push({ relation, status: 'unchanged' });
      else {
        const written = await this.#juju.writeLocalApplicationData(relation, changes);
        relations.push({ relation, status: written ? done : 'gone' });
      }
    }
    if (relations.length === 0) return this.#skipped('no-relation');
    const status = relations.some((each) => each.status === done) ? done : 'unchanged';
    return { status, relations, warnings };
  }

  async #relationsOf(endpoint: string): Promise<readonly FoundRelation[]> {
    const ids = await this.#juju.relationIds(endpoint);
    return Promise.all(
      ids.map(async (relation) => ({
        endpoint,
        relation,
        databag: await this.#juju.readLocalApplicationData(relation),
      })),
    );
  }
}

/** The value that a databag must hold, and whether it does. */
interface Change {
  readonly changes: Readonly<Record<string, string>>;
  readonly isDone: (text: string | undefined) => boolean;
}

interface FoundRelation {
  readonly endpoint: string;
  readonly relation: string;
  /** Null if Juju has forgotten the relation. */
  readonly databag: Readonly<Record<string, string>> | null;
}
