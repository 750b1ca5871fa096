import type { Finding } from '@k8s-backup-target/lint';
import { BACKUP_TARGETS, encodeDatabag, type K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { isJsonOf } from './is-json-of.js';
import type { Outcome, RelationOutcome } from './outcome.js';
import type { ProviderPort } from './port.js';
import { publishableSpec } from './publishable-spec.js';

/** The charm's side of the interface. */
export interface ProviderOptions {
  /** Juju, as this hook sees it. */
  readonly juju: ProviderPort;
  /** The endpoint's name in the charm's metadata, under `provides` or `requires`: in the field both occur. */
  readonly endpoint: string;
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
  readonly #endpoint: string;
  readonly #spec: ProviderOptions['spec'];
  readonly #hooks: ReadonlySet<string>;

  constructor({ juju, endpoint, spec, refreshOn = [] }: ProviderOptions) {
    this.#juju = juju;
    this.#endpoint = endpoint;
    this.#spec = spec;
    this.#hooks = new Set([
      'leader-elected',
      'upgrade-charm',
      `${endpoint}-relation-created`,
      ...refreshOn,
    ]);
  }

  /** Publishes if the hook that is running refreshes the target; otherwise does nothing. Errors are those of `publish`. */
  async handle(): Promise<Outcome> {
    if (!this.#hooks.has(this.#juju.context.hook))
      return { status: 'skipped', reason: 'hook-not-ours' };
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
    if (!(await this.#juju.isLeader())) return { status: 'skipped', reason: 'not-leader' };
    const { spec, warnings } = publishableSpec(await this.#makeSpec());
    const { app, model } = this.#juju.context;
    const data = { backup_targets: [{ app, relation_name: this.#endpoint, model, spec }] };
    const changes = encodeDatabag(data);
    return this.#write(
      'published',
      changes,
      warnings,
      (text) => text !== undefined && isJsonOf(text, data.backup_targets),
    );
  }

  /** Removes the target from every relation on the endpoint. Only the leader writes; the spec is not looked at. */
  async withdraw(): Promise<Outcome> {
    if (!(await this.#juju.isLeader())) return { status: 'skipped', reason: 'not-leader' };
    return this.#write('withdrawn', { [BACKUP_TARGETS]: '' }, [], (text) => text === undefined);
  }

  async #makeSpec(): Promise<unknown> {
    return typeof this.#spec === 'function' ? this.#spec() : this.#spec;
  }

  /** Reads all relations first, concurrently, then writes one after another where it is needed. */
  async #write(
    done: 'published' | 'withdrawn',
    changes: Readonly<Record<string, string>>,
    warnings: readonly Finding[],
    isUpToDate: (text: string | undefined) => boolean,
  ): Promise<Outcome> {
    const ids = await this.#juju.relationIds(this.#endpoint);
    if (ids.length === 0) return { status: 'skipped', reason: 'no-relation' };
    const databags = await Promise.all(ids.map((id) => this.#juju.readLocalApplicationData(id)));
    const relations: RelationOutcome[] = [];
    for (const [index, relation] of ids.entries()) {
      const databag = databags[index] ?? null;
      if (databag === null) relations.push({ relation, status: 'gone' });
      else if (isUpToDate(databag[BACKUP_TARGETS]))
        relations.push({ relation, status: 'unchanged' });
      else {
        const written = await this.#juju.writeLocalApplicationData(relation, changes);
        relations.push({ relation, status: written ? done : 'gone' });
      }
    }
    const status = relations.some((each) => each.status === done) ? done : 'unchanged';
    return { status, relations, warnings };
  }
}
