import type { Finding } from '@k8s-backup-target/lint';
import { type LintRule, lintPublished } from '@k8s-backup-target/lint';
import {
  type ContractRule,
  type Issue,
  isContractError,
  type K8sBackupTargetSpec,
  type Normalized,
  type Result,
  ttlWithoutDays,
  write,
} from '@k8s-backup-target/schema';
import { issueOf, unreadableValue } from '@k8s-backup-target/schema/internal';
import { plainCopy } from './plain-copy.js';
import { withRefusedValues } from './refused-spec.js';

/** One fault of a spec: it breaks the contract, or the backup operator would refuse it. */
export type SpecIssue = Issue<ContractRule | LintRule>;

/** A spec that may be published, and what in it looks like a mistake. */
export interface PublishableSpec {
  /** Null: nothing is to be backed up. */
  readonly spec: Normalized<K8sBackupTargetSpec> | null;
  readonly warnings: readonly Finding[];
}

/**
 * Makes the spec, copies it, checks the copy in the write view, lints it, and brings its `ttl` into the form that
 * is published: in hours instead of days, since requirers in the field hand it to Velero as they find it, and
 * Velero has no day unit. Every other valid `ttl` stays as given.
 *
 * @param make what the charm gave; a `ContractError` that it throws is the spec's own fault.
 * @returns every issue, or every lint error, of a spec that must not be published.
 * @throws whatever else `make` throws: that is a fault of the charm.
 */
export async function publishableSpec(
  make: () => unknown,
): Promise<Result<PublishableSpec, ContractRule | LintRule>> {
  let made: unknown;
  try {
    made = make();
    if (isThenable(made)) made = await made;
  } catch (error) {
    if (!isContractError(error)) throw error;
    return { ok: false, issues: error.issues };
  }
  return made === null ? { ok: true, value: { spec: null, warnings: [] } } : judge(made);
}

/** Awaiting whatever else is made would read it, and a proxy may throw. */
function isThenable(made: unknown): boolean {
  try {
    return typeof Reflect.get(Object(made), 'then') === 'function';
  } catch {
    return false;
  }
}

function judge(made: unknown): Result<PublishableSpec, ContractRule | LintRule> {
  let copy: unknown;
  try {
    copy = plainCopy(made);
  } catch (error) {
    return { ok: false, issues: [unreadable(error)] };
  }
  const result = write.K8sBackupTargetSpec.validate(copy);
  if (!result.ok) return { ok: false, issues: withRefusedValues(result.issues, copy) };
  const spec = result.value;
  const findings = lintPublished(spec);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { ok: false, issues: errors };
  const ttl = spec.ttl === null ? null : ttlWithoutDays(spec.ttl);
  return { ok: true, value: { spec: { ...spec, ttl }, warnings: findings } };
}

/** A getter, a proxy or a revoked object can throw at any property. */
function unreadable(error: unknown): SpecIssue {
  return issueOf(unreadableValue, '', { reason: textOf(error) });
}

function textOf(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'an error without a text';
  }
}
