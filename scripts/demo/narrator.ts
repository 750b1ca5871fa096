/** Prints what a person wants to see of the Juju simulator: each hook, databag and status. */
import type { HookProcessRecord, JujuSimulator, Relation } from '@k8s-backup-target/juju-testing';

/** Whoever read the output has gone, as `| head` does: there is nothing left to do. */
export class ReaderGoneError extends Error {
  override readonly name = 'ReaderGoneError';
}

const isColoured = process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
let isReaderGone = false;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  isReaderGone = true;
});

/**
 * Prints one line.
 *
 * @throws ReaderGoneError once the output is closed.
 */
export function print(line: string): void {
  if (isReaderGone) throw new ReaderGoneError('the output is closed');
  process.stdout.write(`${line}\n`);
}

/** A heading for what the operator does next, and what to look at while it happens. */
export function heading(title: string, watch?: string): void {
  print(`\n${isColoured ? `\u001b[1m${title}\u001b[0m` : title}`);
  if (watch !== undefined) print(isColoured ? `\u001b[2m${watch}\u001b[0m` : watch);
}

/** One line for a hook or action that ran, and its outcome. */
export function showRecord(simulator: JujuSimulator, record: HookProcessRecord): void {
  const { unit, hook, action, commands, relation, exitStatus } = record;
  const name = action === null ? hook : 'action';
  const about = relation === null ? '' : ` of ${relation}`;
  print(`  ${unit} ${name}${about}: exit ${exitStatus}, ${commands.length} hook commands`);
  for (const { level, message } of record.log) {
    if (level !== 'DEBUG') print(`    log ${level}: ${message}`);
  }
  for (const { entity, set, deleted } of record.changes) showChange(entity, set, deleted);
  if (action !== null) showAction(action.results, action.failure);
  else if (commands.some(({ command }) => command === 'status-set')) showStatus(simulator, unit);
  if (!record.succeeded) print(`    ${record.stderr}${record.commitError ?? ''}`);
}

/** Shows what an application has published in a relation. */
export function showDatabag(simulator: JujuSimulator, relation: Relation, app: string): void {
  print(`  application databag of ${app} in ${relation.ids[app]}:`);
  const entries = Object.entries(simulator.databag(relation, app));
  if (entries.length === 0) print('    (empty)');
  for (const [key, value] of entries) print(`    ${key}: ${value}`);
}

function showChange(
  entity: string,
  set: Readonly<Record<string, string>>,
  deleted: readonly string[],
): void {
  const keys = [...Object.keys(set), ...deleted.map((key) => `${key} (deleted)`)];
  print(`    databag of ${entity} changed: ${keys.join(', ')}`);
}

function showStatus(simulator: JujuSimulator, unit: string): void {
  const { status, message } = simulator.status(unit);
  print(`    status ${status}: ${message}`);
}

function showAction(results: Readonly<Record<string, unknown>>, failure: string | null): void {
  if (failure !== null) print(`    failed: ${failure}`);
  for (const [key, value] of Object.entries(results)) {
    for (const line of String(value).split('\n')) print(`    ${key}: ${line}`);
  }
}
