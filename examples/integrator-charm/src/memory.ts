import type { HookCommands } from '@k8s-backup-target/juju';
import type { TargetKey } from '@k8s-backup-target/requirer';

const ENDPOINT = 'peers';
const NAMESPACES = 'schedule-namespaces';
const FORWARDED = 'forwarded';
const REMOVED = 'schedules-removed';

/** Which target stands in the databag of `velero-backup`, and which relation asked for it. */
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
    this.forwarded = forwardedOf(parsed(stored[FORWARDED]));
    this.isRemoved = stored[REMOVED] === 'true';
  }

  /** Reads it. Empty before Juju has made the peer relation. */
  static async read(juju: HookCommands): Promise<Memory> {
    const [relation] = await juju.relationIds(ENDPOINT);
    const stored = relation === undefined ? null : await juju.readLocalApplicationData(relation);
    return new Memory(juju, relation, stored ?? {});
  }

  /** The namespaces in which Schedules of this application may exist. */
  get namespaces(): readonly string[] {
    return [...this.#namespaces];
  }

  /** Call it before the first Schedule is made in a namespace. */
  rememberNamespace(namespace: string): void {
    this.#namespaces.add(namespace);
  }

  /** Call it once no Schedule of this application is left in a namespace. */
  forgetNamespace(namespace: string): void {
    this.#namespaces.delete(namespace);
  }

  /** Writes what has changed. Juju keeps it if the hook succeeds. */
  async save(): Promise<void> {
    if (this.#relation === undefined) return;
    const wanted = {
      [NAMESPACES]: this.#namespaces.size === 0 ? '' : JSON.stringify(this.namespaces),
      [FORWARDED]: this.forwarded === null ? '' : JSON.stringify(this.forwarded),
      [REMOVED]: this.isRemoved ? 'true' : '',
    };
    const changes = Object.entries(wanted).filter(
      ([key, value]) => (this.#stored[key] ?? '') !== value,
    );
    if (changes.length === 0) return;
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
