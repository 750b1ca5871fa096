import { metadataOf } from '../cluster/velero-objects.js';
import { groupBy } from '../collections/group-by.js';
import type { ClusterFacts } from '../facts/facts.js';
import * as templates from '../generated/cluster-templates.js';
import type { DoctorFinding } from '../generated/output.js';
import { type Fields, fieldsOf, listOf } from '../input/fields.js';
import { finding } from './finding.js';

/** Schedules of one target, and Schedules of everything next to others: what they save is saved twice. */
export function checkOverlaps({ schedules }: ClusterFacts): DoctorFinding[] {
  const running = schedules.filter((schedule) => fieldsOf(schedule['spec'])['paused'] !== true);
  return [...ofOneTarget(running), ...ofEverything(running)];
}

function ofOneTarget(schedules: readonly Fields[]): DoctorFinding[] {
  const named = schedules.filter((schedule) => !targetOf(schedule).includes(undefined));
  const groups = groupBy(named, (schedule) => JSON.stringify(targetOf(schedule)));
  return [...groups.values()].flatMap(([first, ...others]) =>
    others.map((other) => {
      const values = { name: first === undefined ? '' : metadataOf(first).name };
      return finding(templates.scheduleOverlapTarget, values, nameOf(other));
    }),
  );
}

function ofEverything(schedules: readonly Fields[]): DoctorFinding[] {
  const [all, others] = [
    schedules.filter(isOfEverything),
    schedules.filter((one) => !isOfEverything(one)),
  ];
  const [first] = others;
  if (first === undefined) return [];
  const values = { count: String(others.length), name: metadataOf(first).name };
  return all.map((one) => finding(templates.scheduleOverlapEverything, values, nameOf(one)));
}

function targetOf(schedule: Fields): readonly unknown[] {
  const { labels } = metadataOf(schedule);
  return [labels['app'], labels['endpoint'], labels['model']];
}

/** True where no filter of its template leaves anything out. */
function isOfEverything(schedule: Fields): boolean {
  const template = fieldsOf(fieldsOf(schedule['spec'])['template']);
  const { includedNamespaces, includedResources } = template;
  const filters = Object.keys(template).filter((name) =>
    /Resources$|Selectors?$|Namespaces$/.test(name),
  );
  const others = filters.filter(
    (name) => !['includedNamespaces', 'includedResources'].includes(name),
  );
  return (
    isAll(includedNamespaces) &&
    isAll(includedResources) &&
    others.every((name) => isNothing(template[name]))
  );
}

function isAll(value: unknown): boolean {
  const names = listOf(value);
  return names.length === 0 || names.includes('*');
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || Object.keys(fieldsOf(value)).length === 0;
}

function nameOf(schedule: Fields): string {
  return `schedule/${metadataOf(schedule).name}`;
}
