/** Prints what a person wants to see of the Juju simulator: each hook, databag and status. */
import type { HookProcessRecord, JujuSimulator, Relation } from '@k8s-backup-target/juju-testing';

/** A heading for what the operator does next. */
export function heading(text: string): void {
  console.log(`\n\u001b[1m${text}\u001b[0m`);
}

/** One line for a hook or action that ran, and its outcome. */
export function showRecord(simulator: JujuSimulator, record: HookProcessRecord): void {
  const { unit, hook, action, commands, relation, exitStatus } = record;
  const name = action === null ? hook : 'action';
  const about = relation === null ? '' : ` of ${relation}`;
  console.log(`  ${unit} ${name}${about}: exit ${exitStatus}, ${commands.length} hook commands`);
  for (const { level, message } of record.log) console.log(`    log ${level}: ${message}`);
  for (const { entity, set, deleted } of record.changes) showChange(entity, set, deleted);
  if (action !== null) showAction(action.results, action.failure);
  else if (commands.some(({ command }) => command === 'status-set')) showStatus(simulator, unit);
  if (!record.succeeded) console.log(`    ${record.stderr}${record.commitError ?? ''}`);
}

/** What an application has published in a relation. */
export function showDatabag(simulator: JujuSimulator, relation: Relation, app: string): void {
  console.log(`  application databag of ${app} in ${relation.ids[app]}:`);
  const entries = Object.entries(simulator.databag(relation, app));
  if (entries.length === 0) console.log('    (empty)');
  for (const [key, value] of entries) console.log(`    ${key}: ${value}`);
}

function showChange(
  entity: string,
  set: Readonly<Record<string, string>>,
  deleted: readonly string[],
): void {
  const keys = [...Object.keys(set), ...deleted.map((key) => `${key} (deleted)`)];
  console.log(`    databag of ${entity} changed: ${keys.join(', ')}`);
}

function showStatus(simulator: JujuSimulator, unit: string): void {
  const { status, message } = simulator.status(unit);
  console.log(`    status ${status}: ${message}`);
}

function showAction(results: Readonly<Record<string, unknown>>, failure: string | null): void {
  if (failure !== null) console.log(`    failed: ${failure}`);
  for (const [key, value] of Object.entries(results)) {
    for (const line of String(value).split('\n')) console.log(`    ${key}: ${line}`);
  }
}
