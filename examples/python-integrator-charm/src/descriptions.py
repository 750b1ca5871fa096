"""Targets, issues and findings in one line each."""

from collections.abc import Sequence
from dataclasses import replace

import ops
from k8s_backup_target import ContractError, describe_issue, summarize_issues
from k8s_backup_target.charm import RelatedIssue, RelatedTarget
from k8s_backup_target.lint import Finding
from velero_backup_databag import Key


def name_of(relation: ops.Relation) -> str:
    """A relation as Juju writes it: `k8s-backup-target:3`."""
    return f"{relation.name}:{relation.id}"


def describe_key(key: Key) -> str:
    """The identity of a target."""
    app, endpoint, model = key
    return f"{app} on endpoint {endpoint} in model {model}"


def describe_target(related: RelatedTarget) -> str:
    """A target: who asks, and through which relation."""
    target = related.target
    where = f"endpoint {target.relation_name}, model {target.model}"
    return f"{target.app} ({where}) in {name_of(related.relation)}"


def describe_related_issue(issue: RelatedIssue) -> str:
    """An issue: where it is, how grave, and what to do."""
    relation = issue.relation
    gravity = "refused" if issue.refused else issue.severity
    said = describe_issue(replace(issue, path=issue.path or "the databag"))
    return f"{gravity} in {name_of(relation)} from {relation.app.name}: {said}"


def describe_finding(related: RelatedTarget, finding: Finding) -> str:
    """A finding on a target: how grave, whose, where, what, and what to do."""
    return f"{finding.severity} in {describe_target(related)}: {describe_issue(finding)}"


def describe_refusal(error: ContractError) -> str:
    """Why nothing was made of a target: the words of the TypeScript charm."""
    first = error.issues[0].path
    if first == "/cron":
        return f"invalid-schedule: {summarize_issues(error.issues)}"
    if first in ("/managed_by", "/namespace"):
        return f"invalid-options: {summarize_issues(error.issues)}"
    return f"invalid-target: {summarize_issues(error.issues)}"


def count_of(targets: Sequence[RelatedTarget]) -> str:
    """`1 backup target`, `2 backup targets`."""
    return f"{len(targets)} backup {'target' if len(targets) == 1 else 'targets'}"
