import type { HookCommands } from '@k8s-backup-target/juju';
import type { RelatedTarget } from '@k8s-backup-target/requirer';
import {
  toVeleroBackupConfig,
  type VeleroBackupConfig,
  VeleroError,
} from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';
import { describeKey } from './descriptions.js';
import { type Forwarding, NOTHING, problem, together } from './forwarding.js';
import type { Memory } from './memory.js';
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

/** The problem of a charm that nobody takes the target from. */
export const MISSING_RELATION = `Missing relation: ${VELERO_BACKUP}`;

/** The dependencies of forwarding over `velero-backup`. */
export interface RelationForwarding {
  readonly juju: HookCommands;
  readonly memory: Memory;
  readonly wanted: Wanted;
  readonly config: IntegratorConfig;
  readonly mayWithdraw: boolean;
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
export async function forwardToRelation(forwarding: RelationForwarding): Promise<Forwarding> {
  const { juju, memory } = forwarding;
  const relations = await juju.relationIds(VELERO_BACKUP);
  if (relations.length === 0) {
    memory.forwarded = null;
    return problem(MISSING_RELATION);
  }
  const outcomes: Forwarding[] = [];
  for (const relation of relations) outcomes.push(await forwardTo(relation, forwarding));
  return together(...outcomes);
}

/** Withdraws what is forwarded over `velero-backup`. */
export async function withdrawFromRelation(
  juju: HookCommands,
  memory: Memory,
): Promise<Forwarding> {
  const done: string[] = [];
  for (const relation of await juju.relationIds(VELERO_BACKUP)) {
    const current = await juju.readLocalApplicationData(relation);
    if (current === null || isEmpty(current) || !hasSchedule(current)) continue;
    done.push(await withdraw(juju, relation, current));
  }
  memory.forwarded = null;
  return { ...NOTHING, done };
}

/** The targets that are forwarded over `velero-backup` with a schedule. */
export async function stillForwarded(juju: HookCommands): Promise<readonly string[]> {
  const forwarded: string[] = [];
  for (const relation of await juju.relationIds(VELERO_BACKUP)) {
    const current = await juju.readLocalApplicationData(relation);
    if (current !== null && hasSchedule(current)) forwarded.push(describeKey(keyIn(current)));
  }
  return forwarded;
}

async function forwardTo(relation: string, forwarding: RelationForwarding): Promise<Forwarding> {
  const { juju, memory, wanted } = forwarding;
  const current = await juju.readLocalApplicationData(relation);
  if (current === null) return NOTHING;
  const held = heldBack(current, memory, wanted);
  if (held !== undefined) return problem(held);
  const { target, problems } = choose(current, wanted.targets);
  const outcome =
    target !== undefined && (isEmpty(current) || sameKey(current, target))
      ? await write(relation, current, target, forwarding)
      : await makeRoom(relation, current, target, forwarding);
  return together({ ...NOTHING, problems, isComplete: problems.length === 0 }, outcome);
}

/** Withdraws the target in the databag, if it still is forwarded; puts the next in its place, if that is due. */
async function makeRoom(
  relation: string,
  current: Databag,
  next: RelatedTarget | undefined,
  forwarding: RelationForwarding,
): Promise<Forwarding> {
  const { juju, memory, wanted, mayWithdraw } = forwarding;
  const isWaited = next === undefined && wanted.targets.length > 0;
  if (isEmpty(current)) return NOTHING;
  if (isForwarded(current, memory)) {
    if (!mayWithdraw) return { ...NOTHING, notes: [deferredNote(current)], isComplete: false };
    memory.forwarded = null;
    const done = [await withdraw(juju, relation, current)];
    return { ...NOTHING, done, isComplete: next === undefined && !isWaited };
  }
  if (next === undefined) return NOTHING;
  if (juju.context.hook === 'update-status') return write(relation, current, next, forwarding);
  return { ...NOTHING, notes: [waitingNote(relation, next)], isComplete: false };
}

/** Why the target in the databag stays, though no valid target is like it; undefined if it need not. */
function heldBack(
  current: Databag,
  memory: Memory,
  { targets, refused }: Wanted,
): string | undefined {
  if (!isForwarded(current, memory)) return undefined;
  if (targets.some((target) => sameKey(current, target))) return undefined;
  const source = isRemembered(current, memory) ? memory.forwarded?.relation : undefined;
  const isRefused = source === undefined ? refused.size > 0 : refused.has(source);
  if (!isRefused) return undefined;
  return `${describeKey(keyIn(current))} stays forwarded as it was while it is refused`;
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

async function withdraw(juju: HookCommands, relation: string, current: Databag): Promise<string> {
  await juju.writeLocalApplicationData(relation, withdrawn(current));
  return `withdrew ${describeKey(keyIn(current))} from ${relation}`;
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
  { target, relation: source }: RelatedTarget,
  { juju, memory, config }: RelationForwarding,
): Promise<Forwarding> {
  const databag = databagOf(target, config);
  if (typeof databag === 'string') return problem(databag);
  const { app, relation_name, model } = target;
  memory.forwarded = { app, endpoint: relation_name, model, relation: source };
  // Juju compares databags by bytes: only what differs is written.
  const differing = Object.entries(databag).filter(([key, value]) => current[key] !== value);
  if (differing.length === 0) return NOTHING;
  await juju.writeLocalApplicationData(relation, Object.fromEntries(differing));
  return { ...NOTHING, done: [`forwarded ${describeKey(memory.forwarded)} to ${relation}`] };
}

/** The databag, or why there is none. */
function databagOf(
  target: RelatedTarget['target'],
  { schedule }: IntegratorConfig,
): VeleroBackupConfig | string {
  try {
    return toVeleroBackupConfig(target, schedule);
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return error.message;
  }
}

function deferredNote(current: Databag): string {
  return `${describeKey(keyIn(current))} is withdrawn in the next update-status`;
}

function waitingNote(relation: string, { target }: RelatedTarget): string {
  return `${target.app} is forwarded in the next update-status, once ${relation} has dropped the target before it`;
}
