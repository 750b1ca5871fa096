import { checkCron, type ScheduleOptions } from '@k8s-backup-target/velero';

const DEFAULT_TIMEOUT_SECONDS = 30;
/** A hook that takes longer holds up every other hook of the unit. */
const MOST_TIMEOUT_SECONDS = 600;

/** What the charm's config says, as far as it can be read. */
export interface IntegratorConfig {
  readonly forwardTo: 'relation' | 'kubernetes';
  readonly veleroNamespace: string;
  /** How long one request to the Kubernetes API may take. */
  readonly timeoutSeconds: number;
  /** Without `cron`, backups are made on demand only. */
  readonly schedule: Partial<ScheduleOptions>;
  /** What is wrong, each fit for the unit's status. Nothing is forwarded while there is anything. */
  readonly faults: readonly string[];
  /** What is read differently by some versions of Velero, each fit for the log. */
  readonly warnings: readonly string[];
}

/** Reads the charm's config. Never throws: what is wrong is a fault. */
export function readConfig(config: Readonly<Record<string, unknown>>): IntegratorConfig {
  const cron = text(config['schedule']);
  const forwardTo = text(config['forward-to']);
  return {
    forwardTo: forwardTo === 'kubernetes' ? 'kubernetes' : 'relation',
    veleroNamespace: text(config['velero-namespace']) || 'velero',
    timeoutSeconds: timeout(config['kubernetes-timeout']),
    schedule: {
      ...(cron === '' ? {} : { cron }),
      paused: config['paused'] === true,
      skipImmediately: config['skip-immediately'] === true,
      useOwnerReferencesInBackup: config['use-owner-references-in-backup'] === true,
    },
    faults: [
      ...scheduleFaults(cron),
      ...forwardFaults(forwardTo),
      ...timeoutFaults(config['kubernetes-timeout']),
    ],
    warnings: scheduleWarnings(cron),
  };
}

function scheduleFaults(cron: string): string[] {
  if (cron === '') return [];
  const checked = checkCron(cron);
  return checked.ok ? [] : checked.issues.map(({ message }) => `config schedule ${message}`);
}

function scheduleWarnings(cron: string): string[] {
  const checked = checkCron(cron);
  return checked.ok
    ? checked.value.warnings.map(({ message }) => `config schedule ${message}`)
    : [];
}

function forwardFaults(forwardTo: string): string[] {
  if (['', 'relation', 'kubernetes'].includes(forwardTo)) return [];
  return [`config forward-to is ${JSON.stringify(forwardTo)}: use relation or kubernetes`];
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
