import type { Severity } from '@k8s-backup-target/schema';
import { draft, type Finding, type FindingDraft, findingOf } from './finding.js';
import { tooManyIssuesRest } from './generated/templates.js';

/** The most findings of each severity that are listed for one spec. */
const MOST_FINDINGS = 1000;

/** Functions that turn a draft into a finding. */
export interface Reading {
  readonly severityOf: (found: FindingDraft) => Severity;
  readonly findingOf: (found: FindingDraft) => Finding;
}

/**
 * The first findings of each severity, so no number of warnings hides an error. One of the rule
 * `too-many-issues` replaces the rest: a hostile spec has millions, and their texts are not made.
 */
export function bounded(drafts: Iterable<FindingDraft>, reading: Reading): readonly Finding[] {
  const listed: Finding[] = [];
  const room = { error: MOST_FINDINGS, warning: MOST_FINDINGS, info: MOST_FINDINGS };
  let isCut = false;
  for (const found of drafts) {
    const severity = reading.severityOf(found);
    if (room[severity] === 0) isCut = true;
    else {
      room[severity] -= 1;
      listed.push(reading.findingOf(found));
    }
  }
  if (isCut) listed.push(findingOf(draft(tooManyIssuesRest, '', { limit: String(MOST_FINDINGS) })));
  return listed;
}
