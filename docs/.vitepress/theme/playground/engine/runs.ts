/** When a Schedule runs next, by the cron library of each release of Velero. */
import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import type { RunsOfReleases } from '../answer/answer.js';
import { judgeCron, runsAfter } from './kbt.js';

const COUNT = 5;

/** The chosen release first, with all that agree with it; then what other releases do. */
export function runsOf(cron: string, from: Date, chosen: string): readonly RunsOfReleases[] {
  const names: readonly string[] = MEASURED_RELEASES.map(({ release }) => release);
  const all = [chosen, ...names.filter((name) => name !== chosen)];
  const groups = new Map<string, { runs: string[]; notes: string[]; releases: string[] }>();
  for (const release of all) {
    const { issues, warnings } = judgeCron(cron, release);
    const runs = runsAfter(cron, from, COUNT, release).map((run) => run.toISOString());
    const notes = [...issues, ...warnings].map(({ message }) => message);
    const key = issues.length > 0 ? 'refused' : runs.join();
    const group = groups.get(key) ?? { runs, notes, releases: [] };
    group.releases.push(release);
    groups.set(key, group);
  }
  const order = (release: string) => names.indexOf(release);
  return [...groups.values()].map(({ runs, notes, releases }) => ({
    runs,
    notes,
    releases: releases.toSorted((one, other) => order(one) - order(other)),
  }));
}
