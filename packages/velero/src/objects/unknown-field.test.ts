import { expect, it } from 'vitest';
import { unknownField } from './unknown-field.js';

const FIELD = { path: '/spec/x', belongsAt: null, known: ['schedule', 'template'] };

it.each([
  ['the name that was meant', { key: 'shedule' }, 'write schedule, or remove it'],
  [
    'where labels go',
    { key: 'app', known: ['matchExpressions', 'matchLabels'] },
    'write labels below matchLabels',
  ],
  [
    'the place that it has',
    { key: 'ttl', belongsAt: '/spec/template/ttl' },
    'write ttl at /spec/template/ttl, or remove it',
  ],
  ['nothing better', { key: 'ttl' }, 'correct its spelling or remove it'],
])('says %s', (_, field, remedy) => {
  const { key } = field;
  expect(unknownField({ ...FIELD, ...field })).toMatchObject({
    message: `is unknown: the API server drops the ${key} field`,
    remedy,
    key,
    fate: 'pruned',
  });
});

it('has a suggestion only where there is one', () => {
  expect(unknownField({ ...FIELD, key: 'shedule' })).toMatchObject({ suggestion: 'schedule' });
  expect(unknownField({ ...FIELD, key: 'ttl' })).not.toHaveProperty('suggestion');
});
