import {
  DEFAULT_VELERO_VERSION,
  isVeleroVersionError,
  resolveVeleroVersion,
} from '@k8s-backup-target/lint';
import { describeIssue } from '@k8s-backup-target/schema';
import { checkCron, type ScheduleOptions } from '@k8s-backup-target/velero';

const DEFAULT_TIMEOUT_SECONDS = 30;
/** A hook that takes longer holds up every other hook of the unit. */
const MOST_TIMEOUT_SECONDS = 600;

/** A namespace's name. Another text could also lead to another path of the Kubernetes API. */
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The charm's config, as far as it can be read. */
export interface IntegratorConfig {
  readonly forwardTo: 'relation' | 'kubernetes';
  readonly veleroNamespace: string;
  /** The release of Velero that runs. */
  readonly veleroVersion: string;
  /** The time limit of one request to the Kubernetes API. */
  readonly timeoutSeconds: number;
  /** Without `cron`, backups are made on demand only. */
  readonly schedule: Partial<ScheduleOptions>;
  /** Faults, each fit for the unit's status. Nothing is forwarded while there are any. */
  readonly faults: readonly string[];
  /** Settings that some versions of Velero read differently, each fit for the log. */
  readonly warnings: readonly string[];
}

/** Reads the charm's config. Never throws: what is wrong is a fault. */
export function readConfig(config: Readonly<Record<string, unknown>>): IntegratorConfig {
  const cron = text(config['schedule']);
  const forwardTo = text(config['forward-to']);
  const veleroVersion = text(config['velero-version']) || DEFAULT_VELERO_VERSION;
  const versionFaults = veleroVersionFaults(veleroVersion);
  const isKnown = versionFaults.length === 0;
  return {
    forwardTo: forwardTo === 'kubernetes' ? 'kubernetes' : 'relation',
    veleroNamespace: text(config['velero-namespace']) || 'velero',
    veleroVersion,
    timeoutSeconds: timeout(config['kubernetes-timeout']),
    schedule: {
      veleroVersion,
      ...(cron === '' ? {} : { cron }),
      paused: config['paused'] === true,
      skipImmediately: config['skip-immediately'] === true,
      useOwnerReferencesInBackup: config['use-owner-references-in-backup'] === true,
    },
    faults: [
      ...versionFaults,
      ...(isKnown ? scheduleFaults(cron, veleroVersion) : []),
      ...forwardFaults(forwardTo),
      ...namespaceFaults(text(config['velero-namespace'])),
      ...timeoutFaults(config['kubernetes-timeout']),
    ],
    warnings: isKnown ? scheduleWarnings(cron, veleroVersion) : [],
  };
}

function veleroVersionFaults(veleroVersion: string): string[] {
  try {
    resolveVeleroVersion(veleroVersion);
    return [];
  } catch (error) {
    if (!isVeleroVersionError(error)) throw error;
    const known = `a release such as "${DEFAULT_VELERO_VERSION}", or "main"`;
    return [`config velero-version is ${JSON.stringify(veleroVersion)}: write ${known}`];
  }
}

function scheduleFaults(cron: string, veleroVersion: string): string[] {
  if (cron === '') return [];
  const checked = checkCron(cron, { veleroVersion });
  return checked.ok ? [] : checked.issues.map(({ message }) => `config schedule ${message}`);
}

function scheduleWarnings(cron: string, veleroVersion: string): string[] {
  const checked = checkCron(cron, { veleroVersion });
  if (!checked.ok) return [];
  return checked.value.warnings.map((warning) =>
    describeIssue({ ...warning, path: 'config schedule' }),
  );
}

function forwardFaults(forwardTo: string): string[] {
  if (['', 'relation', 'kubernetes'].includes(forwardTo)) return [];
  return [`config forward-to is ${JSON.stringify(forwardTo)}: use relation or kubernetes`];
}

function namespaceFaults(namespace: string): string[] {
  if (namespace === '' || NAMESPACE.test(namespace)) return [];
  return [
    `config velero-namespace is ${JSON.stringify(namespace)}, which is not a valid namespace name`,
  ];
}

function timeout(option: unknown): number {
  return typeof option === 'number' ? option : DEFAULT_TIMEOUT_SECONDS;
}

function timeoutFaults(option: unknown): string[] {
  const seconds = timeout(option);
  if (seconds >= 1 && seconds <= MOST_TIMEOUT_SECONDS) return [];
  return [`config kubernetes-timeout is ${seconds}: use 1 to ${MOST_TIMEOUT_SECONDS} seconds`];
}

function text(option: unknown): string {
  return typeof option === 'string' ? option.trim() : '';
}
