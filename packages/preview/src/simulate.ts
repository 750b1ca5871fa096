import type { VeleroRules } from '@k8s-backup-target/lint';
import type { Cluster } from './collect/cluster.js';
import { collect } from './collect/collect.js';
import { collectNamespaces, readsNamespaces } from './collect/namespace-objects.js';
import { Outcomes } from './collect/outcome.js';
import { notePolicy } from './collect/policy-notices.js';
import { type Prepared, prepare } from './collect/prepare.js';
import type { Annotations, Request } from './collect/request.js';
import { reason } from './collect/verdict.js';
import { pullDefinitions } from './relations/definitions.js';
import { pullRelated } from './relations/pull.js';
import type { PreviewPhase } from './result.js';
import type { ExcludedRule } from './rules.js';
import type { Filters } from './spec/filters.js';
import type { ValidationIssue } from './validation-issue.js';
import { type Handled, loseObjects } from './volumes/lost-objects.js';

/** A Backup from its validation to its end. */
export interface Simulation {
  readonly prepared: Prepared;
  readonly phase: PreviewPhase;
  readonly errors: readonly ValidationIssue[];
  readonly failure: string | null;
  readonly outcomes: Outcomes;
  /** How the data of volumes was handled; undefined for a Backup that fails before. */
  readonly handled: Handled | undefined;
}

/** Does what Velero does with a Backup, object by object. @param annotations the Backup's own */
export function simulate(
  filters: Filters,
  cluster: Cluster,
  rules: VeleroRules,
  annotations: Annotations,
): Simulation {
  const prepared = prepare(filters, cluster, rules, annotations);
  const outcomes = new Outcomes(cluster.objects.length);
  const failure = prepared.ok ? failureOf(prepared.request) : undefined;
  let handled: Handled | undefined;
  if (prepared.ok && failure === undefined) handled = run(prepared.request, outcomes);
  else excludeAll(outcomes, cluster.objects.length, failure?.rule ?? 'failed-validation');
  const errors = prepared.ok ? [] : prepared.errors;
  const phase = phaseOf(errors, failure, outcomes);
  return { prepared, phase, errors, failure: failure?.message ?? null, outcomes, handled };
}

function run(request: Request, outcomes: Outcomes): Handled {
  notePolicy(request, outcomes);
  const collected = collect(request, outcomes);
  collectNamespaces(request, collected, outcomes);
  pullRelated(request, outcomes);
  pullDefinitions(request, outcomes);
  return loseObjects(request, outcomes);
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
