import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';
import { lintPublished, lintSpec } from './index.js';

describe('lintPublished', () => {
  it('warns of a spec that backs up everything, after what lintSpec finds', () => {
    expect(lintPublished({})).toEqual([
      {
        path: '',
        rule: 'backs-up-everything',
        severity: 'warning',
        message: 'sets no filter: the whole cluster is backed up',
        remedy: 'name the namespaces in include_namespaces, or "*" if all are meant',
      },
    ]);
    const spec = { include_namespaces: [] };
    expect(lintPublished(spec).slice(0, -1)).toEqual(lintSpec(spec));
  });

  it.each([
    { ttl: '1d' },
    { include_cluster_resources: true },
    { include_cluster_resources: false, ttl: '1d' },
    { include_namespaces: null, label_selector: null },
    { include_namespaces: [], exclude_resources: [], label_selector: {} },
  ] satisfies K8sBackupTargetSpec[])('says that %j restricts nothing', (spec) => {
    expect(lintPublished(spec).at(-1)?.rule).toBe('backs-up-everything');
  });

  it.each([
    { include_namespaces: ['a'] },
    { exclude_namespaces: ['a'] },
    { include_resources: ['pods'] },
    { exclude_resources: ['pods'] },
    { label_selector: { app: 'a' } },
    { include_namespaces: ['*'] },
    { include_namespaces: [], exclude_resources: ['pods'] },
  ] satisfies K8sBackupTargetSpec[])('adds nothing to the findings of lintSpec in %j', (spec) => {
    expect(lintPublished(spec)).toEqual(lintSpec(spec));
  });
});
