import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { Cluster } from './collect/cluster.js';
import { collect } from './collect/collect.js';
import { collectNamespaces, readsNamespaces } from './collect/namespace-objects.js';
import { Outcomes } from './collect/outcome.js';
import { notePolicy } from './collect/policy-notices.js';
import { prepare } from './collect/prepare.js';
import type { Request } from './collect/request.js';
import { reason } from './collect/verdict.js';
import { checkInventory } from './inventory/check-inventory.js';
import type { Inventory } from './inventory/inventory.js';
import { pullDefinitions } from './relations/definitions.js';
import { pullRelated } from './relations/pull.js';
import { decisionsOf } from './result/decisions.js';
import { totalsOf } from './result/totals.js';
import { noWarnings, unresolvedOf, warningsOf } from './result/warnings.js';
import type { PreviewPhase, PreviewResult } from './result.js';
import type { ExcludedRule } from './rules.js';
import { type PreviewSpec, readSpec } from './spec/read-spec.js';
import { toValidationIssue, type ValidationIssue } from './validation-issue.js';
import { loseObjects } from './volumes/lost-objects.js';

export interface PreviewOptions {
  /** A release, or `main`. Default: the newest that was measured. */
  readonly veleroVersion?: string | undefined;
}

/**
 * Predicts what Velero would save of a cluster, object by object, without asking either.
 *
 * Takes linear time: 100,000 objects in less than a second.
 *
 * @throws PreviewSpecError for a spec that cannot be previewed.
 * @throws InventoryError for an inventory that breaks its schema.
 * @throws VeleroVersionError for a text that names no release.
 */
export function preview(
  spec: PreviewSpec,
  inventory: Inventory,
  options: PreviewOptions = {},
): PreviewResult {
  const { rules, warning } = resolveVeleroVersion(options.veleroVersion);
  const filters = readSpec(spec);
  const cluster = new Cluster(checkInventory(inventory));
  const prepared = prepare(filters, cluster, rules);
  const outcomes = new Outcomes(inventory.objects.length);
  const failure = prepared.ok ? failureOf(prepared.request) : undefined;
  if (prepared.ok && failure === undefined) run(prepared.request, outcomes);
  else excludeAll(outcomes, inventory.objects.length, failure?.rule ?? 'failed-validation');
  const decisions = decisionsOf(cluster, outcomes);
  const errors = prepared.ok ? [] : prepared.errors.map(toValidationIssue);
  const warnings = prepared.ok
    ? warningsOf(prepared.request, filters, outcomes.notices, warning)
    : noWarnings(warning);
  return {
    veleroVersion: rules.release,
    phase: phaseOf(errors, failure, outcomes),
    errors,
    failure: failure?.message ?? null,
    decisions,
    unresolved: unresolvedOf(filters, cluster),
    warnings,
    totals: totalsOf(decisions),
  };
}

function run(request: Request, outcomes: Outcomes): void {
  notePolicy(request, outcomes);
  const collected = collect(request, outcomes);
  collectNamespaces(request, collected, outcomes);
  pullRelated(request, outcomes);
  pullDefinitions(request, outcomes);
  loseObjects(request, outcomes);
}

/** What ends a Backup, or stops it for good, before anything is collected. */
interface Failure {
  readonly rule: 'failed' | 'server-crash';
  readonly message: string;
}

function failureOf(request: Request): Failure | undefined {
  const { failure } = request.namespaces;
  if (failure !== undefined) {
    const pattern = JSON.stringify(failure.pattern);
    const message = `${failure.path}: ${pattern} cannot be compiled: ${failure.reason}`;
    return { rule: 'failed', message };
  }
  const { crashes } = request.selector;
  if (crashes === undefined || !readsNamespaces(request)) return undefined;
  const message = `${crashes.path}: a selector that ${crashes.fault}: Velero crashes on it`;
  return { rule: 'server-crash', message };
}

function excludeAll(outcomes: Outcomes, count: number, rule: ExcludedRule): void {
  const outcome = { included: false, why: reason(rule) } as const;
  for (let index = 0; index < count; index += 1) outcomes.set(index, outcome);
}

function phaseOf(
  errors: readonly ValidationIssue[],
  failure: Failure | undefined,
  { notices }: Outcomes,
): PreviewPhase {
  if (errors.length > 0) return 'FailedValidation';
  if (failure !== undefined) return failure.rule === 'failed' ? 'Failed' : 'InProgress';
  return notices.some(({ partlyFails }) => partlyFails) ? 'PartiallyFailed' : 'Completed';
}
