import type { Rule } from '@k8s-backup-target/lint/explain';
import type { Severity } from '@k8s-backup-target/schema';
import { fill, type Template, type Values } from '@k8s-backup-target/schema/internal';
import { parseGoDuration } from '@k8s-backup-target/velero';
import type { ClusterFacts } from '../facts/facts.js';
import type { ClusterRule } from '../generated/cluster-rule.js';
import * as templates from '../generated/cluster-templates.js';
import * as steps from '../generated/step-templates.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import type { VeleroType } from '../rbac/needs.js';
import { relativeTime } from '../words/when.js';
import { serverList, serverOption } from './server-options.js';
import { dateOf, metadataOf } from './velero-objects.js';
import { veleroServer } from './velero-version.js';

/** How a part of Velero is. */
export interface Health {
  /** `unknown` where the input does not tell: it may not be there, or may not be read. */
  readonly state: 'ok' | 'failed' | 'unknown';
  readonly detail: string;
  /** The id of the rule that says so. */
  readonly rule: Rule;
  /** What the catalogue says of it; absent where the input does not tell. */
  readonly verdict?: HealthVerdict;
  readonly remedy?: string;
  readonly command?: string;
}

/** A verdict of the catalogue on a part of Velero. */
export interface HealthVerdict {
  readonly rule: ClusterRule;
  readonly severity: Severity;
  /** As it follows the name of the object. */
  readonly message: string;
}

/** Why objects of a type are not known: the permission that is missing; undefined where they may be listed. */
export function whyNotRead({ notRead }: ClusterFacts, type: VeleroType): string | undefined {
  return notRead.find((one) => one.type === type)?.message;
}

/** Tells whether Velero's server runs: without it, nothing is scheduled and no Backup is made. */
export function serverHealth(cluster: ClusterFacts): Health {
  const { deployments, name } = cluster;
  const server = veleroServer(deployments);
  if (server === undefined) {
    const reason = whyNotRead(cluster, 'deployments');
    return reason === undefined
      ? unknownHealth(steps.veleroMissing, { cluster: name })
      : unknownHealth(steps.veleroForbidden, { reason });
  }
  const { namespace, name: deployment, generation } = metadataOf(server);
  const command = shell`kubectl describe deployment ${deployment} -n ${namespace}`;
  const wanted = Number(fieldsOf(server['spec'])['replicas'] ?? 1);
  if (wanted === 0) {
    return failed(templates.veleroServerStopped, { name: deployment }, { command });
  }
  const disabled = disabledControllers(deployments);
  if (disabled.length > 0) {
    const values = { name: deployment, controllers: disabled.join(', ') };
    return failed(templates.veleroServerDisabled, values, { command });
  }
  const other = serverOption(deployments, 'namespace');
  if (other !== undefined && NAMESPACE.test(other) && other !== namespace) {
    return failed(templates.veleroServerElsewhere, { name: deployment, other, namespace });
  }
  const status = fieldsOf(server['status']);
  if (Number(status['observedGeneration']) < generation) {
    return unknownHealth(steps.veleroUnobserved, { name: deployment });
  }
  if (Object.keys(status).length === 0) {
    return unknownHealth(steps.veleroStatus, { name: deployment });
  }
  const ready = Number(status['readyReplicas'] ?? status['availableReplicas'] ?? 0);
  const values = { name: deployment, ready: String(ready), wanted: String(wanted) };
  return ready > 0
    ? healthy(templates.veleroServerReady, values)
    : failed(templates.veleroServerUnready, values, { command });
}

/** Not a variable, `$(VELERO_NAMESPACE)`, whose value is not told. */
const NAMESPACE = /^[a-z0-9-]+$/;

/** Without these, no Backup is made, or none ends. */
const NEEDED = ['schedule', 'backup', 'backup-queue', 'backup-operations', 'backup-finalizer'];

function disabledControllers(deployments: readonly Fields[]): readonly string[] {
  const disabled = serverList(deployments, 'disable-controllers');
  return NEEDED.filter((name) => disabled.includes(name));
}

/** So much later than it should at most, Velero looks at a location; else it does not look any more. */
const STALE_MS = 3_600_000;
/** Clocks that agree differ by less: with one that is behind, everything looks younger than it is. */
const CLOCKS_MS = 5 * 60_000;
/** In nanoseconds, as Go counts. */
const MINUTE_NS = 60_000_000_000n;

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
  const { storageLocations, deployments, isWhole } = cluster;
  const forbidden = whyNotRead(cluster, 'backupstoragelocations');
  if (forbidden !== undefined) return unknownHealth(steps.storageForbidden, { reason: forbidden });
  const location = locationFor(cluster, wanted);
  if (location === undefined) {
    if (!isWhole) return unknownHealth(steps.storageLocation, {});
    if (
      wanted === undefined &&
      storageLocations.length > 0 &&
      veleroServer(deployments) === undefined
    ) {
      return unknownHealth(steps.storageDefault, {});
    }
    const command = 'kubectl get backupstoragelocations.velero.io -A';
    return wanted === undefined
      ? failed(templates.storageLocationNodefault, {}, { command })
      : failed(templates.storageLocationMissing, { name: wanted }, { command });
  }
  const defaults = storageLocations.filter(isDefault).map((one) => metadataOf(one).name);
  if (wanted === undefined && defaults.length > 1) {
    return failed(templates.storageLocationSeveral, { names: defaults.join(' and ') });
  }
  return locationHealth(location, cluster, now);
}

/** Of a file, which may be old, that Velero has not looked for long means nothing. */
export function locationHealth(location: Fields, cluster: ClusterFacts, now: Date): Health {
  const { name, namespace, isLeaving } = metadataOf(location);
  const command = shell`kubectl describe backupstoragelocations.velero.io ${name} -n ${namespace}`;
  const { phase, message, lastValidationTime } = fieldsOf(location['status']);
  if (phase !== 'Available') {
    const why = textOf(message) ?? 'Velero has not said why';
    const values = { phase: textOf(phase) ?? 'not checked yet', reason: why };
    return failed(templates.storageLocationPhase, values, { name, command });
  }
  if (fieldsOf(location['spec'])['accessMode'] === 'ReadOnly') {
    return failed(templates.storageLocationReadonly, {}, { name, command });
  }
  if (isLeaving) return failed(templates.storageLocationLeaving, {}, { name, command });
  const validated = dateOf(lastValidationTime);
  if (cluster.isWhole && validated !== null && validated.getTime() - now.getTime() > CLOCKS_MS) {
    const since = relativeTime(validated, now);
    const judged = judgedBy(templates.storageLocationClock, { since }, name);
    return { state: 'unknown', ...judged, command: 'date -u' };
  }
  if (cluster.isWhole && validated !== null && isStale(location, validated, cluster, now)) {
    const since = relativeTime(validated, now);
    return failed(templates.storageLocationStale, { since }, { name, command });
  }
  return isDefault(location)
    ? { ...healthy(templates.storageLocationDefault, {}), detail: `${name} is available` }
    : healthy(templates.storageLocationAvailable, {}, name);
}

function isStale({ spec }: Fields, validated: Date, cluster: ClusterFacts, now: Date): boolean {
  const every = validationInterval(fieldsOf(spec)['validationFrequency'], cluster);
  if (every === 0) return false;
  return now.getTime() - validated.getTime() > Math.max(STALE_MS, 3 * every);
}

/** Milliseconds from one look at a location to the next; 0 where Velero looks once. As its own options and the location say. */
function validationInterval(frequency: unknown, cluster: ClusterFacts): number {
  const [own, ofServer] = [
    frequency,
    serverOption(cluster.deployments, 'store-validation-frequency'),
  ].map((text) => parseGoDuration(textOf(text) ?? ''));
  const interval = own !== undefined && own >= 0n ? own : (ofServer ?? MINUTE_NS);
  return Number(interval / 1_000_000n);
}

/** The one that is named; else the one that is marked as default; else the one that the server's option names. */
function locationFor(
  { storageLocations, deployments }: ClusterFacts,
  wanted: string | undefined,
): Fields | undefined {
  const named = (name: string) => storageLocations.find((one) => metadataOf(one).name === name);
  if (wanted !== undefined) return named(wanted);
  const ofServer = serverOption(deployments, 'default-backup-storage-location');
  return storageLocations.find(isDefault) ?? named(ofServer ?? 'default');
}

function isDefault(location: Fields): boolean {
  return fieldsOf(location['spec'])['default'] === true;
}

/** What Velero says may be longer than a name. */
const LONGEST_DETAIL = 1000;

type ClusterTemplate = Template & { readonly rule: ClusterRule };

/** @param extra with the name that comes before the message, where there is one. */
function failed<T extends ClusterTemplate>(
  template: T,
  values: Values<T>,
  { name, command }: { readonly name?: string; readonly command?: string } = {},
): Health {
  const judged = { state: 'failed', ...judgedBy(template, values, name) } as const;
  return command === undefined ? judged : { ...judged, command };
}

/** What the input does not tell: the rule is that of a step, and the catalogue has no verdict on Velero. */
export function unknownHealth<
  T extends Template & { readonly rule: Rule; readonly state: 'unknown' },
>({ rule, state, message }: T, values: Values<T>): Health {
  return { state, rule, detail: fill(message, values, LONGEST_DETAIL) };
}

function healthy<T extends ClusterTemplate>(template: T, values: Values<T>, name?: string): Health {
  return { state: 'ok', ...judgedBy(template, values, name) };
}

function judgedBy<T extends ClusterTemplate>(
  template: T,
  values: Values<T>,
  name: string | undefined,
) {
  const { rule, severity } = template;
  const message = fill(template.message, values, LONGEST_DETAIL);
  const detail = name === undefined ? message : `${name} ${message}`;
  return { rule, detail, verdict: { rule, severity, message } };
}

/** The location that a Schedule's Backups go to; undefined: the default one. */
export function storageOf(schedule: Fields): string | undefined {
  return textOf(fieldsOf(fieldsOf(schedule['spec'])['template'])['storageLocation']) || undefined;
}

/** The messages of what Velero itself found wrong. */
export function validationErrors(object: Fields): string {
  return listOf(fieldsOf(object['status'])['validationErrors']).map(String).join('; ');
}
