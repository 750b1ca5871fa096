import type { HookCommands } from '@k8s-backup-target/juju';
import type { TargetKey } from '@k8s-backup-target/requirer';

const ENDPOINT = 'peers';

/** The problem of a charm that cannot read what it did before. */
export const NO_MEMORY =
  'the peer relation cannot be read, which holds what was forwarded: nothing is changed until it can';

const NAMESPACES = 'schedule-namespaces';
const FORWARDED = 'forwarded';
const REMOVED = 'schedules-removed';
const FORGOTTEN = 'forgotten-relations';
const KNOWN = 'known-relations';

/** Which target is in the databag of `velero-backup`, and which relation asked for it. */
export interface Forwarded extends TargetKey {
  readonly relation: string;
}

/**
 * State for the next leader, in the peer relation's application databag. A unit's own state would not
 * do: it goes with the unit. Only the leader reads and writes it.
 */
export class Memory {
  readonly #juju: HookCommands;
  readonly #relation: string | undefined;
  readonly #stored: Readonly<Record<string, string>>;
  readonly #namespaces: Set<string>;
  /** Relations that the operator declared gone, though Juju lists them. */
  readonly forgotten: Set<string>;
  /** Relations that this deployment lists, or listed. What is noted to be of another is of a deployment before. */
  readonly #known: Set<string>;
  /** The target that was forwarded over `velero-backup`; null if that is not known. */
  forwarded: Forwarded | null;
  /** True from the action remove-schedules until restore-schedules. */
  isRemoved: boolean;

  private constructor(
    juju: HookCommands,
    relation: string | undefined,
    stored: Readonly<Record<string, string>>,
  ) {
    this.#juju = juju;
    this.#relation = relation;
    this.#stored = stored;
    this.#namespaces = new Set(listOf(parsed(stored[NAMESPACES])));
    this.forgotten = new Set(listOf(parsed(stored[FORGOTTEN])));
    this.#known = new Set(listOf(parsed(stored[KNOWN])));
    this.forwarded = forwardedOf(parsed(stored[FORWARDED]));
    this.isRemoved = stored[REMOVED] === 'true';
  }

  /**
   * Reads it. Empty before Juju has made the peer relation. Juju may list several, after a refresh to another
   * name of the endpoint and back: the first that can be read counts.
   *
   * @returns null where there are such relations, and none can be read
   */
  static async read(juju: HookCommands): Promise<Memory | null> {
    const relations = await juju.relationIds(ENDPOINT);
    for (const relation of relations) {
      const stored = await juju.readLocalApplicationData(relation);
      if (stored !== null) return new Memory(juju, relation, stored);
    }
    return relations.length === 0 ? new Memory(juju, undefined, {}) : null;
  }

  /** The namespaces in which Schedules of this application may exist. */
  get namespaces(): readonly string[] {
    return [...this.#namespaces];
  }

  /**
   * Remembers that Schedules may come to be in a namespace. Juju keeps that only if this hook succeeds: make
   * the first one there in a later hook, once `isKept` says so.
   */
  rememberNamespace(namespace: string): void {
    this.#namespaces.add(namespace);
  }

  /** Checks whether an earlier hook remembered a namespace, so no fault of this one forgets it. */
  isKept(namespace: string): boolean {
    return listOf(parsed(this.#stored[NAMESPACES])).includes(namespace);
  }

  /** Call it once no Schedule of this application is left in a namespace. */
  forgetNamespace(namespace: string): void {
    this.#namespaces.delete(namespace);
  }

  /** Tells whether this deployment ever listed a relation. */
  knows(relation: string): boolean {
    return this.#known.has(relation);
  }

  /** Remembers the relations that Juju lists now. */
  rememberRelations(relations: readonly string[]): void {
    for (const relation of relations) this.#known.add(relation);
  }

  /** Call it once nothing is left of the relations that are listed no more. */
  forgetRelationsBut(relations: readonly string[]): void {
    this.#known.clear();
    this.rememberRelations(relations);
  }

  /** Writes what has changed. Juju keeps it if the hook succeeds. */
  async save(): Promise<void> {
    if (this.#relation === undefined) return;
    const wanted = {
      [NAMESPACES]: this.#namespaces.size === 0 ? '' : JSON.stringify(this.namespaces),
      [FORWARDED]: this.forwarded === null ? '' : JSON.stringify(this.forwarded),
      [REMOVED]: this.isRemoved ? 'true' : '',
      [FORGOTTEN]: this.forgotten.size === 0 ? '' : JSON.stringify([...this.forgotten]),
      [KNOWN]: this.#known.size === 0 ? '' : JSON.stringify([...this.#known]),
    };
    const changes = Object.entries(wanted).filter(
      ([key, value]) => (this.#stored[key] ?? '') !== value,
    );
    await this.#juju.writeLocalApplicationData(this.#relation, Object.fromEntries(changes));
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function forwardedOf(value: unknown): Forwarded | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = { app: '', endpoint: '', model: '', relation: '', ...value };
  return Object.values(fields).every((field) => typeof field === 'string') ? fields : null;
}
