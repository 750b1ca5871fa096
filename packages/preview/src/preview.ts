import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { Cluster } from './collect/cluster.js';
import { collect } from './collect/collect.js';
import { collectNamespaces } from './collect/namespace-objects.js';
import { Outcomes } from './collect/outcome.js';
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
import { semanticsOf } from './semantics.js';
import { type PreviewSpec, readSpec } from './spec/read-spec.js';
import type { ValidationIssue } from './validation-issue.js';

export interface PreviewOptions {
  /** A release from 1.16.0 on, or `main`. Default: the newest that was measured. */
  readonly veleroVersion?: string | undefined;
}

/**
 * Foretells what Velero would save of a cluster, object by object, without asking either.
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
  const prepared = prepare(filters, cluster, semanticsOf(rules));
  const outcomes = new Outcomes(inventory.objects.length);
  const failure = prepared.ok ? failureOf(prepared.request) : null;
  if (prepared.ok && failure === null) run(prepared.request, outcomes);
  else excludeAll(outcomes, inventory.objects.length, prepared.ok ? 'failed' : 'failed-validation');
  const decisions = decisionsOf(cluster, outcomes);
  const errors = prepared.ok ? [] : prepared.errors;
  const warnings = prepared.ok
    ? warningsOf(prepared.request, filters, outcomes.notices, warning)
    : noWarnings(warning);
  return {
    veleroVersion: rules.release,
    phase: phaseOf(errors, failure, outcomes),
    errors,
    failure,
    decisions,
    unresolved: unresolvedOf(filters, cluster),
    warnings,
    totals: totalsOf(decisions),
  };
}

function run(request: Request, outcomes: Outcomes): void {
  const collected = collect(request, outcomes);
  collectNamespaces(request, collected, outcomes);
  pullRelated(request, outcomes);
  pullDefinitions(request, outcomes);
}

function failureOf({ namespaces: { failure } }: Request): string | null {
  if (failure === undefined) return null;
  return `${failure.path}: ${JSON.stringify(failure.pattern)} cannot be compiled: ${failure.reason}`;
}

function excludeAll(outcomes: Outcomes, count: number, rule: 'failed' | 'failed-validation'): void {
  const outcome = { included: false, why: reason(rule) } as const;
  for (let index = 0; index < count; index += 1) outcomes.set(index, outcome);
}

function phaseOf(
  errors: readonly ValidationIssue[],
  failure: string | null,
  { notices }: Outcomes,
): PreviewPhase {
  if (errors.length > 0) return 'FailedValidation';
  if (failure !== null) return 'Failed';
  return notices.some(({ partlyFails }) => partlyFails) ? 'PartiallyFailed' : 'Completed';
}
