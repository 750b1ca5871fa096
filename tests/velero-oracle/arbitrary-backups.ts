/** Random Backups over random volumes: the namespaces and types they include, and what the server was started with. */
import fc from 'fast-check';
import { type VolumeCase, volumeCases, volumePolicies } from './arbitrary-volumes.js';

/** A Backup of a cluster, with the server that makes it. */
export interface BackupCase extends VolumeCase {
  readonly filter: {
    readonly includedNamespaces?: readonly string[] | undefined;
    readonly excludedNamespaces?: readonly string[] | undefined;
    readonly includedNamespaceScopedResources?: readonly string[] | undefined;
  };
  readonly server: { readonly defaultVolumesToFsBackup?: boolean | undefined };
  /** The text of the server's own policies, for releases that have them; null for a server without. */
  readonly globalPolicy: string | null;
}

const filter = fc.record(
  {
    includedNamespaces: fc.constantFrom<string[][]>(['app'], ['app', 'db'], ['*'], ['db']),
    excludedNamespaces: fc.constantFrom<string[][]>(['app'], [], ['other']),
    includedNamespaceScopedResources: fc.constantFrom<string[][]>(
      ['pods'],
      ['*'],
      ['pods', 'persistentvolumeclaims'],
    ),
  },
  { requiredKeys: [] },
);

/** Lists that contradict each other are another matter: they fail validation. */
const accepted = filter.filter(
  ({ includedNamespaces = [], excludedNamespaces = [] }) =>
    !excludedNamespaces.some((name) => includedNamespaces.includes(name)),
);

export const backupCases: fc.Arbitrary<BackupCase> = fc
  .tuple(
    volumeCases,
    fc.record({
      filter: fc.oneof(
        { arbitrary: fc.constant({}), weight: 1 },
        { arbitrary: accepted, weight: 2 },
      ),
      server: fc.record({ defaultVolumesToFsBackup: fc.boolean() }, { requiredKeys: [] }),
      globalPolicy: fc.option(volumePolicies, { freq: 5 }),
    }),
  )
  .map(([cluster, others]) => ({ ...cluster, ...others }));
