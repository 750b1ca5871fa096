import { expect, it } from 'vitest';
import { validateSpec } from './validate-spec.js';

const LABELS = { matchLabels: { app: 'x' } };
const NOT_AN_OPERATOR = { matchExpressions: [{ key: 'a', operator: 'notin', values: ['b'] }] };

it.each([
  [{ includedResources: ['pods'], includedClusterScopedResources: ['a'] }, 'mixed-filters'],
  [{ labelSelector: LABELS, orLabelSelectors: [LABELS] }, 'two-selectors'],
  [
    { includedNamespaceScopedResources: ['a'], excludedNamespaceScopedResources: ['a'] },
    'scoped-list',
  ],
  [{ includedNamespaces: ['a'], excludedNamespaces: ['a'] }, 'include-and-exclude'],
  [{ labelSelector: {} }, 'selector-unusable'],
  [{ labelSelector: NOT_AN_OPERATOR }, 'selector-unusable'],
  [{ orLabelSelectors: [LABELS, {}] }, 'selector-unusable'],
  [{ orLabelSelectors: [LABELS, NOT_AN_OPERATOR] }, 'selector-crash'],
])('finds what is wrong with %j without a cluster', (spec, rule) => {
  expect(validateSpec(spec).map((fault) => fault.rule)).toEqual([rule]);
});

it.each([
  { includedClusterScopedResources: ['*'] },
  { labelSelector: { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] } },
  { resourcePolicy: { kind: 'ConfigMap', name: 'not-looked-at' } },
])('finds nothing in %j', (spec) => {
  expect(validateSpec(spec)).toEqual([]);
});

it('judges by the release that is asked about', () => {
  const spec = {
    includedNamespaces: ['app-?'],
    includedResources: ['a'],
  };
  expect(validateSpec(spec, { veleroVersion: '1.17.2' })).toMatchObject([
    { rule: 'namespace-glob', path: '/includedNamespaces/0' },
  ]);
  expect(validateSpec(spec)).toEqual([]);
});
