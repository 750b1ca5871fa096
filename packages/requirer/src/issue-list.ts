import { issueOf, tooManyIssuesRefused } from '@k8s-backup-target/schema/internal';
import type { RelatedIssue } from './related.js';

/** The most issues that are listed for one relation. */
const MOST_IN_RELATION = 1000;
/** The most issues that are listed in all. */
const MOST_IN_ALL = 10_000;

/**
 * The issues of all relations, bounded: a hostile databag holds millions, and a person reads the first. One
 * with the rule `too-many-issues` stands for the rest of a relation, and one for the rest of all.
 */
export class IssueList {
  readonly #listed: RelatedIssue[] = [];
  readonly #inRelation: Map<string, number> = new Map();

  /** The issues that are listed, in the order in which they were added. */
  get listed(): readonly RelatedIssue[] {
    return this.#listed;
  }

  /** Adds issues until a bound is met; the issue that stands for the rest is added once. */
  add(issues: Iterable<RelatedIssue>): void {
    for (const issue of issues) {
      const count = this.#inRelation.get(issue.relation) ?? 0;
      if (count > MOST_IN_RELATION || this.#listed.length > MOST_IN_ALL) continue;
      this.#inRelation.set(issue.relation, count + 1);
      if (this.#listed.length === MOST_IN_ALL) this.#listed.push(rest(issue, MOST_IN_ALL));
      else this.#listed.push(count === MOST_IN_RELATION ? rest(issue, MOST_IN_RELATION) : issue);
    }
  }
}

function rest({ relation, remoteApp }: RelatedIssue, most: number): RelatedIssue {
  const { severity, refused } = tooManyIssuesRefused;
  const issue = issueOf(tooManyIssuesRefused, '', { limit: String(most) });
  return { relation, remoteApp, severity, refused, ...issue };
}
