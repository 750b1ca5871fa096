import type { HookCommands } from '@k8s-backup-target/juju';
import type { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import type { IntegratorConfig } from './config.js';
import { countOf, describeIssue } from './descriptions.js';
import type { Forwarding } from './forwarding.js';
import { shownStatus } from './shown-text.js';

/** The facts that a status shows. */
export interface Outcome {
  readonly config: IntegratorConfig;
  /** The leader's outcome; null on a unit that does not lead. */
  readonly forwarding: Forwarding | null;
}

/**
 * Sets the unit's status: how many targets there are and when they are backed up, what was refused, and what
 * else must be corrected. The words are velero-integrator's where it has some.
 */
export async function setStatus(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
  { config, forwarding }: Outcome,
): Promise<void> {
  const targets = await requirer.targets();
  const issues = await requirer.issues();
  const refused = issues.filter((issue) => issue.refused).map(describeIssue);
  const problems = [...refused, ...config.faults, ...(forwarding?.problems ?? [])];
  const count = countOf(targets);
  if (problems.length > 0) {
    await juju.setStatus('blocked', shownStatus(`${count}; `, problems));
  } else if (forwarding === null) {
    await juju.setStatus('active', 'Unit is ready (standby)');
  } else if (forwarding.waits.length > 0) {
    await juju.setStatus('waiting', shownStatus(`${count}; `, forwarding.waits));
  } else if (targets.length === 0 && forwarding.notes.length === 0) {
    await juju.setStatus('waiting', 'no application asks for a backup');
  } else {
    const parts = [`${count}; ${scheduleWords(config)}`, ...forwarding.notes];
    await juju.setStatus('active', shownStatus('', [parts.join('; ')]));
  }
}

function scheduleWords({ schedule }: IntegratorConfig): string {
  if (schedule.cron === undefined) return 'Manual backup mode';
  return schedule.paused === true ? 'Schedule paused' : `Schedule: ${schedule.cron}`;
}
