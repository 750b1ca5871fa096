import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import type { VeleroType } from '../rbac/needs.js';
import { relativeTime } from '../words/when.js';
import { dateOf, metadataOf } from './velero-objects.js';
import { isVelero } from './velero-version.js';

/** How a part of Velero is. */
export interface Health {
  /** `unknown` where the input does not tell: it may not be there, or may not be read. */
  readonly state: 'ok' | 'failed' | 'unknown';
  readonly detail: string;
  readonly remedy?: string;
  readonly command?: string;
}

/** Why objects of a type are not known: the permission that is missing; undefined where they may be listed. */
export function whyNotRead({ notRead }: ClusterFacts, type: VeleroType): string | undefined {
  return notRead.find((one) => one.type === type)?.message;
}

/** Tells whether Velero's server runs: without it, nothing is scheduled and no Backup is made. */
export function serverHealth(cluster: ClusterFacts): Health {
  const { deployments, name } = cluster;
  const server = deployments.find(isVelero);
  if (server === undefined) {
    const why = whyNotRead(cluster, 'deployments');
    return { state: 'unknown', detail: why ?? `no Deployment of Velero was found in ${name}` };
  }
  const { namespace, name: deployment } = metadataOf(server);
  const command = shell`kubectl describe deployment ${deployment} -n ${namespace}`;
  const wanted = Number(fieldsOf(server['spec'])['replicas'] ?? 1);
  if (wanted === 0) {
    return failed(
      `${deployment} is scaled to 0: no Backup is made while the server is down`,
      command,
    );
  }
  const status = fieldsOf(server['status']);
  if (Object.keys(status).length === 0) {
    return { state: 'unknown', detail: `the status of Deployment ${deployment} was not given` };
  }
  const ready = Number(status['readyReplicas'] ?? status['availableReplicas'] ?? 0);
  return ready > 0
    ? { state: 'ok', detail: `${deployment}: ${ready} of ${wanted} ready` }
    : failed(
        `${deployment}: 0 of ${wanted} ready: no Backup is made while the server is down`,
        command,
      );
}

/** Velero looks every minute, unless the location says otherwise; so much later it does not look any more. */
const STALE_MS = 3_600_000;

/**
 * Tells whether Backups can be written to a storage location.
 *
 * @param wanted the location that a Schedule names; undefined: the default one.
 */
export function storageHealth(
  cluster: ClusterFacts,
  wanted: string | undefined,
  now: Date,
): Health {
  const { storageLocations, isWhole } = cluster;
  const forbidden = whyNotRead(cluster, 'backupstoragelocations');
  if (forbidden !== undefined) return { state: 'unknown', detail: forbidden };
  const location = locationFor(storageLocations, wanted);
  if (location === undefined) {
    if (!isWhole) return { state: 'unknown', detail: 'no storage location was given' };
    return failed(
      wanted === undefined
        ? 'no BackupStorageLocation is the default: no Backup can run'
        : `the BackupStorageLocation ${wanted} does not exist: no Backup can run`,
      'kubectl get backupstoragelocations.velero.io -A',
    );
  }
  const defaults = storageLocations.filter(isDefault).map((one) => metadataOf(one).name);
  if (wanted === undefined && defaults.length > 1) {
    return failed(`${defaults.join(' and ')} are all marked as default: Velero takes any of them`);
  }
  return locationHealth(location, isWhole, now);
}

/** @param isLive false for a file, which may be old: that Velero has not looked for long means nothing then. */
export function locationHealth(location: Fields, isLive: boolean, now: Date): Health {
  const { name, namespace } = metadataOf(location);
  const command = shell`kubectl describe backupstoragelocations.velero.io ${name} -n ${namespace}`;
  const { phase, message, lastValidationTime } = fieldsOf(location['status']);
  if (phase !== 'Available') {
    const why = textOf(message) ?? 'Velero has not said why';
    return failed(`${name} is ${textOf(phase) ?? 'not checked yet'}: ${why}`, command);
  }
  const { accessMode, validationFrequency } = fieldsOf(location['spec']);
  if (accessMode === 'ReadOnly')
    return failed(`${name} is read-only: no Backup can use it`, command);
  const validated = dateOf(lastValidationTime);
  const isStale =
    isLive &&
    validated !== null &&
    validationFrequency === undefined &&
    now.getTime() - validated.getTime() > STALE_MS;
  if (isStale) {
    return failed(
      `${name} was last validated ${relativeTime(validated, now)}: Velero's server does not look at it`,
      command,
    );
  }
  return { state: 'ok', detail: `${name} is available` };
}

function locationFor(locations: readonly Fields[], wanted: string | undefined): Fields | undefined {
  const named = (name: string) => locations.find((one) => metadataOf(one).name === name);
  if (wanted !== undefined) return named(wanted);
  return locations.find(isDefault) ?? named('default');
}

function isDefault(location: Fields): boolean {
  return fieldsOf(location['spec'])['default'] === true;
}

function failed(detail: string, command?: string): Health {
  return command === undefined ? { state: 'failed', detail } : { state: 'failed', detail, command };
}

/** The location that a Schedule's Backups go to; undefined: the default one. */
export function storageOf(schedule: Fields): string | undefined {
  return textOf(fieldsOf(fieldsOf(schedule['spec'])['template'])['storageLocation']) || undefined;
}

/** The messages of what Velero itself found wrong. */
export function validationErrors(object: Fields): string {
  return listOf(fieldsOf(object['status'])['validationErrors']).map(String).join('; ');
}
