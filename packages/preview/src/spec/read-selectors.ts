import { appendPointer } from '@k8s-backup-target/schema/internal';
import type { LabelRequirement, LabelSelector } from '../labels/label-selector.js';
import { asRecord, entriesOf, labelsOf, wrong } from './field-values.js';

const FIELDS = ['matchLabels', 'matchExpressions'];

/**
 * A Kubernetes label selector; null where it is not set.
 *
 * @throws PreviewSpecError where it has the wrong form, which an API server refuses.
 */
export function selectorIn(value: unknown, path: string): LabelSelector | null {
  if (value === null || value === undefined) return null;
  const record = asRecord(value);
  if (record === undefined) throw wrong(path, 'an object with matchLabels or matchExpressions');
  const unknown = Object.keys(record).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) {
    throw wrong(appendPointer(path, unknown), 'matchLabels or matchExpressions');
  }
  return {
    matchLabels: labelsOf(record['matchLabels'], `${path}/matchLabels`) ?? {},
    matchExpressions: requirementsIn(record['matchExpressions'], `${path}/matchExpressions`),
    path,
  };
}

/**
 * A list of label selectors; null where it is not set.
 *
 * @throws PreviewSpecError where it has the wrong form.
 */
export function selectorsIn(value: unknown, path: string): readonly LabelSelector[] | null {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value)) throw wrong(path, 'a list of label selectors');
  return value.map((one: unknown, index) => {
    const selector = selectorIn(one, `${path}/${index}`);
    if (selector === null) throw wrong(`${path}/${index}`, 'a label selector');
    return selector;
  });
}

function requirementsIn(value: unknown, path: string): readonly LabelRequirement[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw wrong(path, 'a list of conditions');
  return value.map((one: unknown, index) => requirementIn(one, `${path}/${index}`));
}

function requirementIn(value: unknown, path: string): LabelRequirement {
  const { key, operator, values } = asRecord(value) ?? {};
  if (typeof key !== 'string') throw wrong(`${path}/key`, 'a string');
  if (typeof operator !== 'string') throw wrong(`${path}/operator`, 'a string');
  return { key, operator, values: entriesOf(values, `${path}/values`).map((entry) => entry.value) };
}
