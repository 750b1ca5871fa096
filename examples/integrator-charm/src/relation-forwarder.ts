import type { HookCommands } from '@k8s-backup-target/juju';
import type { RelatedTarget } from '@k8s-backup-target/requirer';
import {
  targetName,
  toVeleroBackupConfig,
  type VeleroBackupConfig,
  VeleroError,
} from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';
import { describeKey } from './descriptions.js';
import { type Forwarding, NOTHING, type PlaceForwarding, problem, together } from './forwarding.js';
import type { Memory } from './memory.js';
import { receiverFault } from './receiver-names.js';
import {
  type Databag,
  hasSchedule,
  isEmpty,
  keyIn,
  keyOf,
  sameKey,
  withdrawn,
} from './velero-backup-databag.js';
import type { Wanted } from './wanted.js';

/** The endpoint at which the backup operator is related. */
export const VELERO_BACKUP = 'velero-backup';

/** The problem of a charm whose target is not taken by any integrator. */
export const MISSING_RELATION = `Missing relation: ${VELERO_BACKUP}`;

/** The dependencies of forwarding over `velero-backup`. */
export interface RelationForwarding {
  readonly juju: HookCommands;
  readonly memory: Memory;
  readonly wanted: Wanted;
  readonly config: IntegratorConfig;
}

/**
 * Forwards one target to the charm at `velero-backup`: that interface holds one target per relation.
 *
 * The one that is forwarded stays until it is withdrawn, whatever else is asked for. It also stays while it,
 * or anything in its relation, is refused. A withdrawn target stays in the databag with `schedule: null`,
 * since velero-operator deletes a Schedule when it sees that, and finds it by the databag's `app`; the next
 * target takes its place in a later update-status. Juju shows velero-operator only the newest databag: if
 * it runs no hook between the two, the Schedule of the first target remains.
 */
export async function forwardToRelation(forwarding: RelationForwarding): Promise<PlaceForwarding> {
  const { juju, memory, wanted } = forwarding;
  const names = new Set(wanted.targets.map(({ target }) => targetName(target)));
  const relations = await juju.relationIds(VELERO_BACKUP);
  if (relations.length === 0) {
    memory.forwarded = null;
    return { ...problem(MISSING_RELATION), unserved: names, settling: new Set() };
  }
  const outcomes: Forwarding[] = [];
  const served = new Set<string>();
  const settling = new Set<string>();
  for (const relation of relations) {
    const current = await juju.readLocalApplicationData(relation);
    if (current === null) outcomes.push(problem(unreadable(relation)));
    else {
      const { holds, isLasting, ...outcome } = await forwardTo(relation, current, forwarding);
      outcomes.push(outcome);
      if (holds !== undefined) (isLasting ? served : settling).add(targetName(holds.target));
    }
  }
  return {
    ...together(...outcomes),
    unserved: new Set([...names].filter((name) => !served.has(name))),
    settling: new Set([...settling].filter((name) => !served.has(name))),
  };
}

/** Withdraws what is forwarded over `velero-backup`, whatever it is. */
export async function withdrawFromRelation(
  juju: HookCommands,
  memory: Memory,
): Promise<Forwarding> {
  const outcomes: Forwarding[] = [];
  for (const relation of await juju.relationIds(VELERO_BACKUP)) {
    const current = await juju.readLocalApplicationData(relation);
    if (current === null) outcomes.push(problem(unreadable(relation)));
    else if (hasSchedule(current)) outcomes.push(await withdraw(juju, relation, current));
  }
  memory.forwarded = null;
  return together(...outcomes);
}

/** Withdraws what is forwarded over `velero-backup`, unless nothing else backs its target up yet. */
export async function leaveRelation(
  { juju, memory, wanted }: RelationForwarding,
  unserved: ReadonlySet<string>,
): Promise<Forwarding> {
  const outcomes: Forwarding[] = [];
  for (const relation of await juju.relationIds(VELERO_BACKUP)) {
    const current = await juju.readLocalApplicationData(relation);
    // What Juju does not show cannot be left either: a later hook finds it again.
    if (current === null || !hasSchedule(current)) continue;
    const { app, endpoint, model } = keyIn(current);
    const isUnserved = unserved.has(targetName({ app, relation_name: endpoint, model }));
    if (isUnserved) outcomes.push(problem(untilServed(current)));
    else if (isHeld(current, memory, wanted)) outcomes.push(problem(heldBack(current)));
    else outcomes.push(await withdraw(juju, relation, current));
  }
  const outcome = together(...outcomes);
  if (outcome.isComplete) memory.forwarded = null;
  return outcome;
}

/** The outcome at one relation. */
interface RelationOutcome extends Forwarding {
  /** The wanted target that is in its databag if this hook succeeds. */
  readonly holds?: RelatedTarget;
  /** True if it was there before, and the relation is not about to end. */
  readonly isLasting?: boolean;
}

async function forwardTo(
  relation: string,
  current: Databag,
  forwarding: RelationForwarding,
): Promise<RelationOutcome> {
  const { memory, wanted } = forwarding;
  if (isForwarded(current, memory) && isHeld(current, memory, wanted)) {
    return problem(heldBack(current));
  }
  const { target, problems } = choose(current, wanted.targets);
  const isPlaceFree = target !== undefined && (isEmpty(current) || sameKey(current, target));
  const outcome = isPlaceFree
    ? await write(relation, current, target, forwarding)
    : await makeRoom(relation, current, target, forwarding);
  const others = { ...NOTHING, problems, isComplete: problems.length === 0 };
  return { ...outcome, ...together(others, outcome) };
}

/** Withdraws the target in the databag, if it still is forwarded; puts the next in its place, if that is due. */
async function makeRoom(
  relation: string,
  current: Databag,
  next: RelatedTarget | undefined,
  forwarding: RelationForwarding,
): Promise<RelationOutcome> {
  const { juju, memory } = forwarding;
  if (isEmpty(current)) return NOTHING;
  const waits = next === undefined ? [] : [waitingNote(relation, next)];
  if (isForwarded(current, memory)) {
    memory.forwarded = null;
    return { ...(await withdraw(juju, relation, current)), waits };
  }
  if (next === undefined) return NOTHING;
  if (juju.context.hook === 'update-status') return write(relation, current, next, forwarding);
  return { ...NOTHING, waits, isComplete: false };
}

/**
 * Checks whether the target in the databag stays, though it is not wanted, or is wanted by another relation: its own
 * says so, or, where that is not known, any does.
 */
function isHeld(current: Databag, memory: Memory, { targets, state }: Wanted): boolean {
  const wanted = targets.find((target) => sameKey(current, target));
  const source = isRemembered(current, memory) ? memory.forwarded?.relation : undefined;
  if (wanted !== undefined) return source !== undefined && !state.mayReplace(source, wanted);
  if (source !== undefined) return !state.mayWithdraw(source);
  return state.leaving || state.heldBack.size > 0 || state.unreadable.length > 0;
}

/** Checks whether the target in a databag counts as forwarded. Without a schedule, only the memory tells. */
function isForwarded(databag: Databag, memory: Memory): boolean {
  return !isEmpty(databag) && (hasSchedule(databag) || isRemembered(databag, memory));
}

function isRemembered(databag: Databag, { forwarded }: Memory): boolean {
  if (forwarded === null) return false;
  const { app, endpoint, model } = keyIn(databag);
  return app === forwarded.app && endpoint === forwarded.endpoint && model === forwarded.model;
}

async function withdraw(
  juju: HookCommands,
  relation: string,
  current: Databag,
): Promise<Forwarding> {
  const isWritten = await juju.writeLocalApplicationData(relation, withdrawn(current));
  if (!isWritten) return problem(unreadable(relation));
  return { ...NOTHING, done: [`withdrew ${describeKey(keyIn(current))} from ${relation}`] };
}

/** The target to forward: the only one, or of several the one that is forwarded already. */
function choose(
  current: Databag,
  targets: readonly RelatedTarget[],
): { target: RelatedTarget | undefined; problems: readonly string[] } {
  if (targets.length <= 1) return { target: targets[0], problems: [] };
  const target = targets.find((candidate) => sameKey(current, candidate));
  const asking = targets.map((each) => describeKey(keyOf(each)));
  const message = `${VELERO_BACKUP} holds one target per relation, and ${targets.length} ask for it: relate one application only, or set forward-to=kubernetes (${asking.slice(0, 3).join('; ')})`;
  return { target, problems: [message] };
}

async function write(
  relation: string,
  current: Databag,
  related: RelatedTarget,
  { juju, memory, config }: RelationForwarding,
): Promise<RelationOutcome> {
  const { target, relation: source } = related;
  const databag = databagOf(target, config);
  if (typeof databag === 'string') return problem(databag);
  const { app, relation_name, model } = target;
  memory.forwarded = { app, endpoint: relation_name, model, relation: source };
  // Juju compares databags by bytes: only what differs is written.
  const differing = Object.entries(databag).filter(([key, value]) => current[key] !== value);
  if (differing.length === 0) {
    // Juju lists a relation that was removed until it has told this unit, and runs update-status only when there is
    // nothing to tell: then the relation lasts, and what is in its databag is seen at the other end.
    return { ...NOTHING, holds: related, isLasting: juju.context.hook === 'update-status' };
  }
  const changes = Object.fromEntries(differing);
  if (!(await juju.writeLocalApplicationData(relation, changes))) {
    return problem(unreadable(relation));
  }
  const done = [`forwarded ${describeKey(memory.forwarded)} to ${relation}`];
  return { ...NOTHING, done, holds: related };
}

/** The databag, or why there is none. */
function databagOf(
  target: RelatedTarget['target'],
  { schedule }: IntegratorConfig,
): VeleroBackupConfig | string {
  const fault = receiverFault(target);
  if (fault !== undefined) return fault;
  try {
    return toVeleroBackupConfig(target, schedule);
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return error.message;
  }
}

function unreadable(relation: string): string {
  return `${relation} cannot be read, so nothing is forwarded to it: remove the relation, or wait until Juju shows it`;
}

function heldBack(current: Databag): string {
  return `${describeKey(keyIn(current))} stays forwarded as it was while its relation is refused, cannot be read, or is left by this unit`;
}

function untilServed(current: Databag): string {
  return `${describeKey(keyIn(current))} stays forwarded over velero-backup until its Schedule is there`;
}

function waitingNote(relation: string, { target }: RelatedTarget): string {
  return `${target.app} is forwarded in the next update-status, once ${relation} has dropped the target before it`;
}
