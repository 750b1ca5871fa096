import { describe, expect, it } from 'vitest';
import { aboutField, suggestionsAt } from './words.js';

const NAMES = { namespaces: ['shop', 'velero'], resources: ['pods', 'secrets', 'services'] };

function words(before: string): readonly string[] {
  return suggestionsAt(before, NAMES)?.options.map(({ word }) => word) ?? [];
}

describe('suggestions', () => {
  it.each([
    [
      '',
      [
        'include_namespaces',
        'include_resources',
        'exclude_namespaces',
        'exclude_resources',
        'include_cluster_resources',
        'label_selector',
        'ttl',
      ],
    ],
    ['inc', ['include_namespaces', 'include_resources', 'include_cluster_resources']],
    ['include_namespaces: [a]\ninclude_n', []],
    ['ttl', []],
    ['ttl: ', ['72h', '30d', '1d12h']],
    ['include_cluster_resources: f', ['false']],
    ['include_namespaces:\n  - ', ['shop', 'velero']],
    ['include_namespaces:\n  - shop\n  - v', ['velero']],
    ['exclude_resources: [pods, se', ['secrets', 'services']],
    ['{"exclude_resources": ["', ['pods', 'secrets', 'services']],
    ['label_selector:\n  app: ', []],
    [
      'kind: Backup\nspec:\n  inc',
      ['includedNamespaces', 'includedResources', 'includeClusterResources'],
    ],
    ['kind: Backup\nspec:\n  includedNamespaces:\n    - s', ['shop']],
    ['- ', []],
  ])('after %j', (before, expected) => {
    expect(words(before)).toEqual(expected);
  });

  it('replace the word before the cursor', () => {
    expect(suggestionsAt('ttl: 1d\nexclude_na', NAMES)).toMatchObject({
      from: 8,
      options: [{ word: 'exclude_namespaces', insert: 'exclude_namespaces: ' }],
    });
  });

  it('take no time over a hostile text', () => {
    expect(words(`${'- \n'.repeat(300_000)}- `)).toEqual([]);
    expect(words(`include_namespaces: ${'['.repeat(500_000)}`)).toEqual([]);
  });
});

describe('a field', () => {
  it('has a meaning, by its name in the contract and in Velero', () => {
    expect(aboutField('exclude_namespaces')).toContain('Namespaces to leave out');
    expect(aboutField('excludedNamespaces')).toBe(aboutField('exclude_namespaces'));
    expect(aboutField('toString')).toBeUndefined();
  });
});
