import { read } from '@k8s-backup-target/schema';
import { isVeleroError } from '../error.js';
import type { Target, WholeTarget } from '../target.js';

/** A target with all its fields null, but for what a test gives. */
export function targetWith(
  spec: Partial<WholeTarget['spec']> = {},
  names: Partial<Omit<Target, 'spec'>> = {},
): WholeTarget {
  return {
    app: 'my-app',
    relation_name: 'backup',
    model: 'my-model',
    ...names,
    spec: { ...read.K8sBackupTargetSpec.parse({}), ...spec },
  };
}

/** The issues that a call throws, each as `code path rule`. Throws where the call does not. */
export function thrownIssues(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    if (!isVeleroError(error)) throw error;
    return error.issues.map(({ path, rule }) => `${error.code} ${path} ${rule}`);
  }
  throw new Error('nothing was refused');
}
