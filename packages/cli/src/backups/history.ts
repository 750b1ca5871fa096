// Room: The Backups of a cluster by application. May import any room that does not need it.

import {
  type BackupSummary,
  hasExpired,
  isBeingDeleted,
  isGood,
  isUnderWay,
  metadataOf,
  summaryOf,
} from '../cluster/velero-objects.js';
import { groupBy } from '../collections/group-by.js';
import type { ClusterFacts } from '../facts/facts.js';
import type { Backup, BackupFailure, BackupHistory } from '../generated/output.js';
import { type Fields, textOf } from '../input/fields.js';
import { rfc3339 } from '../words/when.js';

/** The Backups of a cluster by target, those without a good Backup first, then the oldest. */
export function historiesOf(cluster: ClusterFacts, now: Date): readonly BackupHistory[] {
  const schedules = new Map(
    cluster.schedules.map((schedule) => [metadataOf(schedule).name, schedule]),
  );
  const identified = cluster.backups.map((backup) => ({
    backup,
    identity: identityOf(backup, schedules),
  }));
  const groups = groupBy(identified, ({ identity }) => JSON.stringify(identity.key));
  const without = cluster.schedules
    .map((schedule) => identityOf(ofSchedule(schedule), schedules))
    .filter(({ key }) => !groups.has(JSON.stringify(key)));
  return [
    ...without.map(withoutBackups),
    ...[...groups.values()].flatMap((group) => historyOf(group, now)),
  ].sort((one, other) => timeOf(one.lastGood) - timeOf(other.lastGood));
}

interface Identified {
  readonly backup: Fields;
  readonly identity: Identity;
}

/** What a Backup is of. */
interface Identity {
  readonly app: string | null;
  readonly model: string | null;
  readonly schedule: string | null;
  readonly key: readonly (string | null)[];
}

/** By the labels that name a target: the Schedule's, else its own, so one made by hand counts. */
function identityOf(backup: Fields, schedules: ReadonlyMap<string, Fields>): Identity {
  const own = metadataOf(backup).labels;
  const schedule = textOf(own['velero.io/schedule-name']) ?? null;
  const made = schedule === null ? undefined : schedules.get(schedule);
  const labels = made === undefined ? own : metadataOf(made).labels;
  const label = (name: string) => textOf(labels[name]) ?? null;
  const [app, endpoint, model] = [label('app'), label('endpoint'), label('model')];
  const isTarget = app !== null && endpoint !== null && model !== null;
  return isTarget
    ? { app, model, schedule, key: [app, endpoint, model] }
    : { app: null, model: null, schedule, key: [schedule] };
}

/** What names the Schedule as one of its Backups does. */
function ofSchedule(schedule: Fields): Fields {
  return { metadata: { labels: { 'velero.io/schedule-name': metadataOf(schedule).name } } };
}

function withoutBackups({ app, model, schedule }: Identity): BackupHistory {
  return { app, model, schedule, lastGood: null, failures: [], backups: [] };
}

function historyOf(group: readonly Identified[], now: Date): BackupHistory[] {
  const [first] = group;
  if (first === undefined) return [];
  const backups = group
    .map(({ backup }) => backupData(backup, now))
    .sort((one, other) => timeOf(other) - timeOf(one));
  const lastGood = backups.find((backup) => backup.isGood) ?? null;
  const since = lastGood === null ? backups : backups.slice(0, backups.indexOf(lastGood));
  const { app, model } = first.identity;
  const schedule = group.find(({ identity }) => identity.schedule !== null)?.identity.schedule;
  return [
    { app, model, schedule: schedule ?? null, lastGood, failures: failuresIn(since), backups },
  ];
}

function failuresIn(backups: readonly Backup[]): readonly BackupFailure[] {
  const failed = backups.filter(({ reason }) => reason !== '');
  return [...groupBy(failed, ({ phase, reason }) => `${phase} ${reason}`).values()].flatMap(
    (group) => {
      const [{ phase, reason } = { phase: '', reason: '' }] = group;
      return { phase, reason, count: group.length, since: group.at(-1)?.startedAt ?? null };
    },
  );
}

function backupData(backup: Fields, now: Date): Backup {
  const summary = summaryOf(backup);
  const { name, phase, startedAt, completedAt, items, errors, warnings, expiresAt } = summary;
  const took =
    startedAt === null || completedAt === null
      ? null
      : Math.round((completedAt.getTime() - startedAt.getTime()) / 1000);
  return {
    name,
    namespace: metadataOf(backup).namespace,
    phase,
    isGood: isGood(summary, now),
    startedAt: startedAt && rfc3339(startedAt),
    seconds: took,
    objects: items,
    errors,
    warnings,
    reason: reasonOf(summary, now),
    expiresAt: expiresAt && rfc3339(expiresAt),
  };
}

function reasonOf(summary: BackupSummary, now: Date): string {
  if (isGood(summary, now) || isUnderWay(summary)) return '';
  const { failure, errors, items } = summary;
  if (isBeingDeleted(summary)) return 'it is being deleted';
  if (failure !== null) return failure;
  if (errors > 0) return `${errors} errors; see its log`;
  if (items === 0) return 'it saved no objects';
  return hasExpired(summary, now) ? 'it has expired' : 'no reason given';
}

function timeOf(backup: Backup | null): number {
  return backup?.startedAt ? Date.parse(backup.startedAt) : 0;
}
