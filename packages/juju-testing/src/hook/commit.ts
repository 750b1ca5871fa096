import { dequeue, enqueue } from '../model/hook-queue.js';
import { isAction } from '../model/hook-request.js';
import { namesQuota } from '../model/juju-rules.js';
import { applicationOf, parseRelationHook } from '../model/names.js';
import { dropIfEmpty } from '../model/relation-lifecycle.js';
import { observers, relationHook } from '../model/relations.js';
import {
  type Databag,
  merged,
  type QueuedHook,
  type RelationState,
  record,
  type SimulatorState,
  withEntry,
} from '../model/state.js';
import { dismissUnit, dropMember } from '../model/unit-lifecycle.js';
import type { DatabagChange } from './hook-record.js';
import type { HookRun, PendingChange } from './hook-run.js';

/** Juju accepts this much in one databag, keys and values together. */
const MAX_DATABAG_BYTES: number = 16 * 1024 * 1024;

/** The charm's part of a hook succeeded, and Juju then did not accept what it had written. */
export class CommitError extends Error {
  override readonly name: string = 'CommitError';
}

/**
 * Commits a hook that has succeeded: all its changes or, if one is not accepted, none. They are then
 * visible to all, and the hooks that follow from them are queued.
 *
 * @throws CommitError
 */
export function commitHook(run: HookRun): readonly DatabagChange[] {
  const accepted = run.pendingChanges.map((change) => accept(run, change));
  const changes = accepted.map(apply).filter((change) => change !== null);
  run.unitState.stored = run.stored;
  if (!isAction(run.request)) {
    dequeue(run.state, run.request);
    settleMembership(run.state, run.request);
  }
  for (const change of changes) announce(run.state, run.unit, change);
  return changes;
}

interface AcceptedChange {
  readonly relation: RelationState;
  readonly entity: string;
  readonly before: Databag;
  readonly after: Databag;
}

function accept(
  run: HookRun,
  { relation: number, entity, changes }: PendingChange,
): AcceptedChange {
  if (entity === run.app && run.application.leader !== run.unit) {
    throw new CommitError(`"${run.unit}" is not leader of "${run.app}"`);
  }
  const relation = run.relation(number);
  if (relation === null || relation.life === 'forgotten') {
    throw new CommitError(`relation ${number}: ${run.rules.gone}`);
  }
  const before = relation.databags[entity] ?? record();
  const after = merged(before, changes);
  if (sizeOf(after) > MAX_DATABAG_BYTES) {
    throw new CommitError(
      tooLarge(run.state.jujuVersion, `relation ${number}: settings of ${entity}`),
    );
  }
  return { relation, entity, before, after };
}

/** From 4.0.12 on, Juju says so itself; before, its database refuses the document. */
function tooLarge(jujuVersion: string, what: string): string {
  return namesQuota(jujuVersion)
    ? `max allowed total size (${MAX_DATABAG_BYTES}): quota limit exceeded`
    : `${what} exceed 16 MiB`;
}

function sizeOf(databag: Databag): number {
  return Object.entries(databag).reduce(
    (bytes, [key, value]) => bytes + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
}

/** Null if nothing is different: Juju then fires no event. */
function apply({ relation, entity, before, after }: AcceptedChange): DatabagChange | null {
  const change = difference(relation.number, entity, before, after);
  if (Object.keys(change.set).length === 0 && change.deleted.length === 0) return null;
  relation.databags = withEntry(relation.databags, entity, after);
  return change;
}

function difference(
  relation: number,
  entity: string,
  before: Databag,
  after: Databag,
): DatabagChange {
  const set = record<string>();
  for (const [key, value] of Object.entries(after)) if (before[key] !== value) set[key] = value;
  const deleted = Object.keys(before).filter((key) => !(key in after));
  return { relation, entity, set, deleted };
}

/** Queues relation-changed for each unit that sees the databag. `writer` is null outside hooks. */
function announce(state: SimulatorState, writer: string | null, change: DatabagChange): void {
  const relation = state.relations.find(({ number }) => number === change.relation);
  if (relation === undefined || relation.life !== 'alive') return;
  const isUnit = change.entity.includes('/');
  for (const unit of observers(state, relation, change.entity)) {
    if (unit === writer) continue;
    if (isUnit && !relation.members[unit]?.includes(change.entity)) continue;
    const about = isUnit ? { remoteUnit: change.entity } : {};
    enqueue(state, [relationHook(relation, unit, 'changed', about)]);
  }
}

/** Changes a databag from outside any hook. */
export function changeDatabag(
  state: SimulatorState,
  relation: RelationState,
  entity: string,
  changes: Databag,
): void {
  const before = relation.databags[entity];
  if (before === undefined) throw new Error(`${entity} has no part in relation ${relation.number}`);
  const change = apply({ relation, entity, before, after: merged(before, changes) });
  if (change !== null) announce(state, null, change);
}

function settleMembership(
  state: SimulatorState,
  { hook, unit, relation: about }: QueuedHook,
): void {
  if (hook === 'remove') dismissUnit(state, applicationOf(unit), unit);
  const relation = state.relations.find(({ number }) => number === about?.number);
  const kind = parseRelationHook(hook)?.kind;
  if (about === null || relation === undefined || kind === undefined) return;
  if (kind === 'broken') leave(state, relation, unit);
  if (about.remoteUnit === null) return;
  const others = (relation.members[unit] ?? []).filter((member) => member !== about.remoteUnit);
  if (kind === 'joined') setMembers(relation, unit, [...others, about.remoteUnit]);
  if (kind === 'departed') setMembers(relation, unit, others);
}

function setMembers(relation: RelationState, unit: string, members: readonly string[]): void {
  relation.members = withEntry(relation.members, unit, members);
}

function leave(state: SimulatorState, relation: RelationState, unit: string): void {
  dropMember(relation, unit);
  dropIfEmpty(state, relation);
}
