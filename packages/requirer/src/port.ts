/**
 * The part of Juju that the requirer needs: reads, and nothing that writes. `HookCommands` of
 * `@k8s-backup-target/juju` is one; anything else with these members serves as well.
 */
export interface RequirerPort {
  /** The hook or action that is running. */
  readonly context: RequirerContext;
  /**
   * The endpoints that the charm's metadata declares under `provides` and `requires`, null where it cannot be read;
   * without this member, endpoints are not compared with it.
   */
  declaredEndpoints?(): readonly string[] | null;
  /** The relations on an endpoint in Juju's order, without the one that is being broken. */
  relationIds(endpoint: string): Promise<readonly string[]>;
  /** The application at the other end, null if Juju no longer knows the relation. */
  remoteApplication(relation: string): Promise<string | null>;
  /** The databag of the application at the other end, null if Juju no longer knows the relation. */
  readRemoteApplicationData(
    relation: string,
    app: string,
  ): Promise<Readonly<Record<string, string>> | null>;
  /** The UUID of the Juju model of the application at the other end, null where Juju does not say. */
  remoteModelUuid(relation: string): Promise<string | null>;
  /** Tells whether this unit is being removed, null where Juju does not say. */
  isUnitLeaving(): Promise<boolean | null>;
  /**
   * The applications that are related to an endpoint, as Juju's controller knows them, null where it does not say;
   * without this member, a new leader takes what it lists for all that there is.
   */
  relatedApplications?(endpoint: string): Promise<readonly string[] | null>;
}

/** The part of a hook's environment that the requirer needs. */
export interface RequirerContext {
  /** This unit, for example `my-backup/0`. */
  readonly unit: string;
  /** The name of this unit's model; null where it is not known: then application names alone decide. */
  readonly model: string | null;
  /** The UUID of this unit's model. */
  readonly modelUuid: string;
  /** The hook's name; empty in an action. */
  readonly hook: string;
  /** The relation that the hook is about; null in every other hook. */
  readonly relation: {
    /** The unit that leaves; only in relation-departed. */
    readonly departingUnit: string | null;
  } | null;
}
