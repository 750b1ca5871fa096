// Room: The places to which a Backup and its snapshots are written. May import inventory.
import { issueOf } from '@k8s-backup-target/schema/internal';
import {
  snapshotLocationAmbiguous,
  snapshotLocationDefault,
  snapshotLocationMissing,
  snapshotLocationTwo,
} from '../generated/templates.js';
import type { ValidationIssue } from '../validation-issue.js';

/** A VolumeSnapshotLocation of Velero's namespace. */
export interface SnapshotLocation {
  readonly name: string;
  /** The plugin that takes the snapshots. */
  readonly provider: string;
}

/** The locations of a cluster, and the defaults of Velero's server. */
export interface SnapshotLocations {
  /** All of Velero's namespace. */
  readonly locations: readonly SnapshotLocation[];
  /** The default by provider, as `--default-volume-snapshot-locations` has them. Default: none. */
  readonly defaults?: Readonly<Record<string, string>> | null | undefined;
}

const PATH = '/volumeSnapshotLocations';

/**
 * What Velero's `validateAndGetSnapshotLocations` refuses: it wants one location for each provider, also of a Backup
 * with `snapshotVolumes: false`.
 *
 * @param names the `volumeSnapshotLocations` of a BackupSpec.
 */
export function snapshotLocationFaults(
  names: readonly string[],
  { locations, defaults }: SnapshotLocations,
): readonly ValidationIssue[] {
  const chosen = new Map<string, string>();
  const providers = new Map(locations.map(({ name, provider }) => [name, provider]));
  const faults = names.flatMap((name, index) =>
    refusedName(name, `${PATH}/${index}`, { providers, chosen }),
  );
  if (faults.length > 0) return faults;
  return [...byProvider(locations)].flatMap(([provider, ofProvider]) =>
    chosen.has(provider) || ofProvider.length < 2
      ? []
      : refusedProvider(provider, ofProvider, { providers, defaults }),
  );
}

/** The provider of each location by its name: a list of either may be long. */
type Providers = ReadonlyMap<string, string>;

interface Choice {
  readonly providers: Providers;
  /** The location by provider, as far as the names were read. */
  readonly chosen: Map<string, string>;
}

function refusedName(name: string, path: string, { providers, chosen }: Choice): ValidationIssue[] {
  const provider = providers.get(name);
  if (provider === undefined) return [issueOf(snapshotLocationMissing, path, { name })];
  const first = chosen.get(provider) ?? name;
  chosen.set(provider, first);
  return first === name ? [] : [issueOf(snapshotLocationTwo, path, { first, name, provider })];
}

function refusedProvider(
  provider: string,
  ofProvider: readonly SnapshotLocation[],
  { providers, defaults }: Pick<SnapshotLocations, 'defaults'> & { readonly providers: Providers },
): ValidationIssue[] {
  const known = defaults !== null && defaults !== undefined && Object.hasOwn(defaults, provider);
  const name = known ? (defaults[provider] ?? '') : '';
  if (name === '') {
    const names = ofProvider.map((one) => one.name).join(' and ');
    return [issueOf(snapshotLocationAmbiguous, PATH, { provider, names })];
  }
  return providers.has(name) ? [] : [issueOf(snapshotLocationDefault, PATH, { name, provider })];
}

function byProvider(locations: readonly SnapshotLocation[]): Map<string, SnapshotLocation[]> {
  const found = new Map<string, SnapshotLocation[]>();
  for (const location of locations) {
    const known = found.get(location.provider);
    if (known === undefined) found.set(location.provider, [location]);
    else known.push(location);
  }
  return found;
}
