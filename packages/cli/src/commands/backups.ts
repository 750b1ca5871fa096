import { nearest } from '@k8s-backup-target/schema/internal';
import { historiesOf } from '../backups/history.js';
import { expiring, historyText, overviewText } from '../backups/history-text.js';
import { metadataOf } from '../cluster/velero-objects.js';
import { now } from '../command/clock.js';
import type { Options, Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import { parseSeconds } from '../command/parse-seconds.js';
import type { OutputOf, Report } from '../command/report.js';
import type { ClusterFacts } from '../facts/facts.js';
import { labelTest, selectRows } from '../formats/label-selector.js';
import { sortRows } from '../formats/sort-rows.js';
import { gather } from '../gather/gather.js';
import type { BackupHistory } from '../generated/output.js';
import type { Fields } from '../input/fields.js';
import { splitWords } from '../input/words.js';
import { NEEDS } from '../rbac/needs.js';

/** Shows the Backups of a cluster, by application; see `BackupHistory`. */
export const run: Run = async (invocation) => {
  const { words, options, io } = invocation;
  const { names, files } = splitWords(words, io);
  const facts = await gather(invocation, files, {
    velero: NEEDS.backups.velero,
    useCurrent: true,
    pipe: false,
  });
  const { cluster } = facts;
  if (cluster === undefined) {
    throw new CannotRunError('usage', 'backups needs a cluster, or its Backups as a file');
  }
  const at = now(io.env);
  const seconds = parseSeconds(options['expiring'], '--expiring');
  const chosen = named(historiesOf(selected(cluster, options), at), names);
  const wanted =
    seconds === undefined ? chosen : chosen.flatMap((one) => withExpiring(one, seconds, at));
  const histories = await sortRows(wanted, options);
  const isOverview = names.length === 0 && seconds === undefined;
  return {
    exitCode: exitCodeOf(chosen),
    data: { cluster: cluster.name, applications: histories } satisfies OutputOf<'backups'>,
    rows: isOverview
      ? histories.map((data) => ({ name: data.app ?? data.schedule ?? '-', data }))
      : histories.flatMap(({ backups }) => backups.map((data) => ({ name: data.name, data }))),
    text: (screen) =>
      isOverview ? overviewText(histories, at, screen) : historyText(histories, at, screen),
  };
};

/** Those Backups that `-l` selects; an application without any of its own counts by its Schedule. */
function selected(cluster: ClusterFacts, options: Options): ClusterFacts {
  const test = labelTest(options);
  if (test === undefined) return cluster;
  const labels = (object: Fields) => metadataOf(object).labels;
  const all = [...cluster.backups, ...cluster.schedules];
  const kept = new Set(selectRows(all, options, labels));
  return {
    ...cluster,
    backups: cluster.backups.filter((backup) => kept.has(backup)),
    schedules: cluster.schedules.filter((schedule) => kept.has(schedule)),
  };
}

function withExpiring(history: BackupHistory, seconds: number, at: Date): BackupHistory[] {
  const backups = expiring(history.backups, seconds * 1000, at);
  return backups.length === 0 ? [] : [{ ...history, backups }];
}

/** By the application, or for Backups without one by the Schedule. */
function named(
  histories: readonly BackupHistory[],
  names: readonly string[],
): readonly BackupHistory[] {
  if (names.length === 0) return histories;
  const known = histories.flatMap(({ app, schedule }) => app ?? schedule ?? []);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) {
    return histories.filter(({ app, schedule }) => names.includes(app ?? schedule ?? ''));
  }
  const near = nearest(unknown, known);
  const hint = near === undefined ? 'kbt why says what keeps them away' : `did you mean ${near}?`;
  throw new CannotRunError('not-found', `there is no Backup of ${unknown}: ${hint}`);
}

/** 1 where the newest Backup that has ended is not good; 2 where there is none at all. */
function exitCodeOf(histories: readonly BackupHistory[]): Report['exitCode'] {
  if (histories.some(({ failures, lastGood }) => failures.length > 0 || lastGood === null))
    return 1;
  return histories.length === 0 ? 2 : 0;
}
