/**
 * The part of Juju that the provider needs. `HookCommands` of `@k8s-backup-target/juju` is one; anything else
 * with these members serves as well, for example in a charm's own tests.
 */
export interface ProviderPort {
  /** The hook or action that is running. */
  readonly context: {
    /** This unit's application. */
    readonly app: string;
    /** The model's name. */
    readonly model: string;
    /** The hook's name; empty in an action and in `juju exec`. */
    readonly hook: string;
  };
  /**
   * The endpoints that the charm's metadata declares under `provides` and `requires`, null where it cannot be read;
   * without this member, endpoints are not compared with it.
   */
  declaredEndpoints?(): readonly string[] | null;
  /** Tells whether this unit leads its application. */
  isLeader(): Promise<boolean>;
  /** The relations on an endpoint, without the one that is being broken. */
  relationIds(endpoint: string): Promise<readonly string[]>;
  /** This application's databag, null if the relation is gone. */
  readLocalApplicationData(relation: string): Promise<Readonly<Record<string, string>> | null>;
  /** Merges into this application's databag; an empty value deletes its key; false if the relation is gone. */
  writeLocalApplicationData(
    relation: string,
    changes: Readonly<Record<string, string>>,
  ): Promise<boolean>;
}
