/**
 * The part of Juju that the requirer needs: reads, and nothing that writes. `HookCommands` of
 * `@k8s-backup-target/juju` is one; anything else with these members serves as well.
 */
export interface RequirerPort {
  /** The relations on an endpoint in Juju's order, without the one that is being broken. */
  relationIds(endpoint: string): Promise<readonly string[]>;
  /** The application at the other end, null if the relation is gone. */
  remoteApplication(relation: string): Promise<string | null>;
  /** The databag of the application at the other end, null if the relation is gone. */
  readRemoteApplicationData(
    relation: string,
    app: string,
  ): Promise<Readonly<Record<string, string>> | null>;
}
