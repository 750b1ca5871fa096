import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';
import * as templates from '../generated/templates.js';
import { listsOf } from './lists.js';
import { namespaceFault, namespaceFindings } from './namespaces.js';

/** Each finding's path and template. */
function findings(spec: K8sBackupTargetSpec) {
  return [...namespaceFindings(listsOf(spec))].map(({ path, template }) => [path, template]);
}

describe('namespaceFindings', () => {
  it.each(['a?', '[ab]', 'a*?', 'a]'])(
    'says that older releases refuse %s, included or excluded',
    (name) => {
      expect(findings({ include_namespaces: ['a', name] })).toEqual([
        ['/include_namespaces/1', templates.namespaceGlobRefused],
      ]);
      expect(findings({ include_namespaces: ['b'], exclude_namespaces: ['a', name] })).toEqual([
        ['/exclude_namespaces/1', templates.namespaceGlobRefused],
      ]);
    },
  );

  it('says that older releases expand no included star', () => {
    expect(findings({ include_namespaces: ['a*', 'b', '*c'] })).toEqual([
      ['/include_namespaces/0', templates.namespaceGlobLiteral],
      ['/include_namespaces/2', templates.namespaceGlobLiteral],
    ]);
    expect(findings({ include_namespaces: ['b'], exclude_namespaces: ['a*'] })).toEqual([]);
    expect(findings({ include_namespaces: ['*'] })).toEqual([]);
  });

  it('warns of an excluded ? where no namespaces are named', () => {
    expect(findings({ exclude_namespaces: ['a', '?'] })).toEqual([
      ['/exclude_namespaces/1', templates.namespaceGlobRefused],
      ['/exclude_namespaces/1', templates.excludesWildcardQuestion],
      ['/exclude_namespaces', templates.excludedNamespaceObjectSaved],
    ]);
    expect(findings({ include_namespaces: ['b'], exclude_namespaces: ['?'] })).toEqual([
      ['/exclude_namespaces/0', templates.namespaceGlobRefused],
    ]);
  });

  it('warns of the objects of excluded namespaces where none are named', () => {
    const saved = ['/exclude_namespaces', templates.excludedNamespaceObjectSaved];
    expect(findings({ exclude_namespaces: ['a'] })).toEqual([saved]);
    expect(findings({ include_namespaces: ['*'], exclude_namespaces: ['a'] })).toEqual([saved]);
    expect(findings({ include_namespaces: ['b'], exclude_namespaces: ['a'] })).toEqual([]);
    expect(findings({ exclude_namespaces: [] })).toEqual([]);
  });
});

describe('namespaceFault', () => {
  it.each(['a', 'a*', '*', 'a?', '[ab]', '[z-a]'])(
    'finds nothing in %s by Velero 1.18.3',
    (name) => {
      expect(namespaceFault(name, '1.18.3')).toBeUndefined();
    },
  );

  it.each([
    ['A', '1.14.1', templates.namespaceNameForm],
    ['A', '1.18.3', templates.namespaceNameForm],
    ['a**', '1.18.3', templates.namespaceNameStars],
    ['a**', '1.17.2', undefined],
    ['a?', '1.17.2', templates.namespaceGlobRefused],
    ['[z-a]', '1.17.2', templates.namespaceGlobRefused],
    // An excluded star is matched by every release.
    ['a*', '1.17.2', undefined],
    ['a', '1.17.2', undefined],
  ] as const)('judges %s by Velero %s', (name, release, template) => {
    expect(namespaceFault(name, release)?.template).toBe(template);
  });
});
