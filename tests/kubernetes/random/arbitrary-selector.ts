/** Random label selectors over the labels of the random clusters. */
import fc from 'fast-check';

const KEYS = ['app', 'tier', 'velero.io/volume-group', 'no-such'];
const VALUES = ['web', 'api', '', 'front'];

/** Some of which cannot be used at all. */
export const matchLabels = fc
  .constantFrom<Readonly<Record<string, string>>[]>(
    { app: 'web' },
    { app: 'api' },
    { app: '' },
    { app: 'web', tier: 'front' },
    { tier: '' },
    { 'velero.io/exclude-from-backup': 'false' },
    { 'kubernetes.io/metadata.name': 'app' },
    { 'velero.io/volume-group': 'group-1' },
  )
  .map((labels) => ({ matchLabels: labels }));

const requirement = fc.oneof(
  fc.record({
    key: fc.constantFrom(...KEYS),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.uniqueArray(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ key: fc.constantFrom(...KEYS), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);

export const matchExpressions = fc
  .array(requirement, { minLength: 1, maxLength: 2 })
  .map((requirements) => ({ matchExpressions: requirements }));

/** Selectors with which Velero cannot list anything. */
export const unusable = fc.constantFrom<object[]>(
  {},
  { matchLabels: {} },
  { matchLabels: { 'a b': '' } },
  { matchLabels: { app: 'not valid' } },
  { matchExpressions: [{ key: 'app', operator: 'notin', values: ['web'] }] },
  { matchExpressions: [{ key: 'app', operator: 'In' }] },
  { matchExpressions: [{ key: 'app', operator: 'Exists', values: ['web'] }] },
);
