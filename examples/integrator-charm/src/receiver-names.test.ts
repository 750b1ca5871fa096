import { read } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';
import { receiverFault } from './receiver-names.js';

const SPEC = read.K8sBackupTargetSpec.parse({});
const TARGET = { app: 'my-app', relation_name: 'backup', model: 'production', spec: SPEC };

describe('receiverFault', () => {
  it.each([
    { app: 'a' },
    { app: '0-9' },
    { app: 'a'.repeat(63) },
    { relation_name: 'Back.up_0-1' },
    { relation_name: 'B' },
    { model: 'M'.repeat(63) },
  ])('takes %o', (names) => {
    expect(receiverFault({ ...TARGET, ...names })).toBeUndefined();
  });

  it.each([
    ['app', '', 'the name of a Kubernetes object'],
    ['app', '-a', 'the name of a Kubernetes object'],
    ['app', 'a-', 'the name of a Kubernetes object'],
    ['app', 'a.b', 'the name of a Kubernetes object'],
    ['app', `${'a'.repeat(62)}-`, 'the name of a Kubernetes object'],
    ['app', 'App', 'the name of a Kubernetes object'],
    ['relation_name', '-a', 'a Kubernetes label value'],
    ['relation_name', 'a_', 'a Kubernetes label value'],
    ['relation_name', 'a b', 'a Kubernetes label value'],
    ['model', '', 'a Kubernetes label value'],
    ['model', '.a', 'a Kubernetes label value'],
  ])('says that %s %j is not %s', (field, name, what) => {
    expect(receiverFault({ ...TARGET, [field]: name })).toBe(
      `${field} "${name}" is not ${what}, so the charm at velero-backup could not take the target`,
    );
  });

  it.each(['app', 'relation_name', 'model'])('shows 63 characters of a long %s', (field) => {
    expect(receiverFault({ ...TARGET, [field]: 'a'.repeat(64) })).toContain(
      `${field} "${'a'.repeat(63)}…" is not`,
    );
  });
});
