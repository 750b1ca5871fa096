import { issueOf, tooManyIssuesRefused } from '@k8s-backup-target/schema/internal';
import type { RelatedIssue } from './related.js';

/** The most issues that are listed for one relation. */
const MOST_IN_RELATION = 1000;
/** The most issues that are listed in all. */
const MOST_IN_ALL = 10_000;

/**
 * The issues of all relations, bounded: a hostile databag holds millions, and a person reads the first. One
 * with the rule `too-many-issues` replaces the rest of a relation, and one for the rest of all.
 */
export class IssueList {
  readonly #byRelation: ReadonlyMap<string, RelatedIssue[]>;

  /** Lists nothing yet. @param relations all that there are, in Juju's order */
  constructor(relations: readonly string[]) {
    this.#byRelation = new Map(relations.map((relation) => [relation, []]));
  }

  /** The issues that are listed: relation by relation, and of each in the order in which they were added. */
  get listed(): readonly RelatedIssue[] {
    const all = [...this.#byRelation.values()].flat();
    const next = all[MOST_IN_ALL];
    return next === undefined ? all : [...all.slice(0, MOST_IN_ALL), rest(next, MOST_IN_ALL)];
  }

  /**
   * Adds issues until a relation's bound is met; the issue that replaces the rest is added once. Those of a relation
   * that was not given to the constructor are left out.
   */
  add(issues: Iterable<RelatedIssue>): void {
    for (const issue of issues) {
      const listed = this.#byRelation.get(issue.relation);
      if (listed === undefined || listed.length > MOST_IN_RELATION) continue;
      listed.push(listed.length === MOST_IN_RELATION ? rest(issue, MOST_IN_RELATION) : issue);
    }
  }
}

function rest({ relation, remoteApp }: RelatedIssue, most: number): RelatedIssue {
  const { severity, refused } = tooManyIssuesRefused;
  const issue = issueOf(tooManyIssuesRefused, '', { limit: String(most) });
  return { relation, remoteApp, severity, refused, ...issue };
}
