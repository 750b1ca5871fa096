import type { ClaimRule, RelatedIssue, RelatedTarget } from '@k8s-backup-target/requirer';
import { nearest } from '@k8s-backup-target/schema/internal';
import { groupBy } from '../collections/group-by.js';
import { CannotRunError } from '../command/errors.js';
import { findingAt, type InputFinding } from '../judge/input-finding.js';
import { unreadableTtl } from '../velero/go-ttl.js';
import { lintFor } from '../velero/rules.js';
import { accept } from './accept.js';
import { appNamedIn, misplaced } from './misplaced.js';
import type { Published } from './published.js';
import type { TargetState, TargetView } from './target-view.js';

/**
 * Every target that was published, and every application that has published none or a broken one. Targets of
 * different Juju models have nothing to do with each other, whatever their names.
 */
export async function viewTargets(
  published: readonly Published[],
  veleroVersion: string,
): Promise<readonly TargetView[]> {
  const models = [...groupBy(published, ({ origin }) => origin).values()];
  const views = await Promise.all(models.map((ofModel) => viewModel(ofModel, veleroVersion)));
  return views.flat();
}

async function viewModel(
  published: readonly Published[],
  veleroVersion: string,
): Promise<readonly TargetView[]> {
  const { targets, issues } = await accept(published);
  const targetsById = groupBy(targets, ({ relation }) => relation);
  const issuesById = groupBy(issues, ({ relation }) => relation);
  return published.flatMap((one) => {
    if (!one.isKnown) return [viewWithout(one, 'unknown', [])];
    const own = targetsById.get(one.id) ?? [];
    const wrong = (issuesById.get(one.id) ?? []).filter(isVerdict);
    const views = own.map((related) => viewOf(one, related, wrong, veleroVersion));
    return [...views, ...refusedViews(one, own, wrong)];
  });
}

/** Findings of the spec are looked up for the release that is asked about. */
function isVerdict({ refused, rule }: RelatedIssue): boolean {
  return refused || CLAIMED.has(rule);
}

/** The rules by which one of two targets with the same key wins. */
const CLAIMED: ReadonlySet<string> = new Set<ClaimRule>([
  'duplicate',
  'claimed-by-owner',
  'claims-other-model',
  'yields-to-owner',
  'yields-to-refused',
]);

function viewOf(
  published: Published,
  { target, path, isDuplicate }: RelatedTarget,
  issues: readonly RelatedIssue[],
  veleroVersion: string,
): TargetView {
  const claims = issues.filter((issue) => CLAIMED.has(issue.rule) && issue.path === path);
  const inSpec = (found: string) => published.placeOf(`${path}/spec${found}`);
  const ttl = published.isBackupConfig ? unreadableTtl(target.spec.ttl) : [];
  const findings = [
    ...ttl.map((issue) => findingAt(inSpec(issue.path), { ...issue, severity: 'error' })),
    ...lintFor(target.spec, veleroVersion).map((finding) =>
      findingAt(inSpec(finding.path), finding),
    ),
  ];
  const problems = [...claims.map((issue) => findingIn(published, issue)), ...findings];
  const { app, model, relation_name: endpoint } = target;
  const state = isDuplicate ? 'claimed' : stateOf(findings);
  return { app, model, endpoint, published, target, state, problems };
}

function stateOf(findings: readonly InputFinding[]): TargetState {
  if (findings.some(({ severity }) => severity === 'error')) return 'refused';
  return findings.length > 0 ? 'warning' : 'ok';
}

/** One view for what was refused of a relation, or for one where nothing was published. */
function refusedViews(
  published: Published,
  own: readonly RelatedTarget[],
  issues: readonly RelatedIssue[],
): TargetView[] {
  const refused = issues.filter(
    ({ path, rule }) => !CLAIMED.has(rule) || own.every((related) => related.path !== path),
  );
  if (refused.length === 0 && own.length > 0) return [];
  const state = refused.some(({ rule }) => CLAIMED.has(rule))
    ? 'claimed'
    : refused.length > 0
      ? 'refused'
      : 'nothing-published';
  const problems = refused.map((issue) => findingIn(published, issue));
  return [viewWithout(published, state, [...problems, ...misplaced(published)])];
}

/** A view without a target. Where Juju does not name the application, what it published may. */
function viewWithout(
  published: Published,
  state: TargetState,
  problems: readonly InputFinding[],
): TargetView {
  const { remoteApp, databag, related } = published;
  const app = remoteApp ?? appNamedIn(databag);
  const endpoint = related?.relation.relatedEndpoint ?? null;
  return { app, model: null, endpoint, published, target: null, state, problems };
}

function findingIn(published: Published, issue: RelatedIssue): InputFinding {
  return findingAt(published.placeOf(issue.path), issue);
}

/**
 * The views of the applications that are named; all where none is.
 *
 * @throws CannotRunError `not-found` for an application that is not related.
 */
export function namedViews(
  views: readonly TargetView[],
  names: readonly string[],
): readonly TargetView[] {
  if (names.length === 0) return views;
  const known = views.flatMap(({ app }) => app ?? []);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return views.filter(({ app }) => app !== null && names.includes(app));
  const near = nearest(unknown, known);
  const hint = near === undefined ? 'kbt targets lists those that are' : `did you mean ${near}?`;
  throw new CannotRunError('not-found', `${unknown} is not related for backups: ${hint}`);
}
