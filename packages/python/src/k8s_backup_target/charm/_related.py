"""The targets and issues that a requirer finds in its relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import ops

from k8s_backup_target._issue import Issue, Severity

if TYPE_CHECKING:
    from k8s_backup_target import read


Key: TypeAlias = tuple[str, str, str]
"""`app`, `relation_name` and `model` of a target."""


def id_of(relation: ops.Relation) -> str:
    """A relation as Juju names it to operators: `k8s-backup-target:3`."""
    return f"{relation.name}:{relation.id}"


@dataclass(frozen=True, slots=True)
class RelatedTarget:
    """A valid backup target, and where it was read."""

    relation: ops.Relation
    """The relation in whose remote application databag it is."""

    path: str
    """JSON Pointer to the target in the databag, with the databag's texts parsed."""

    target: read.BackupTargetEntry
    """The target. Across models its `app` is not the name that Juju shows here."""

    is_duplicate: bool
    """True if this target does not count.

    Another with the same app, relation_name and model does, or one that is refused now would, or
    the application that it names is related itself.
    """


def key_of(related: RelatedTarget) -> Key:
    """The identity of a target."""
    target = related.target
    return target.app, target.relation_name, target.model


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedIssue(Issue):
    """Something to know about what a relation's databag holds."""

    relation: ops.Relation
    """The relation that holds it."""

    severity: Severity
    """`error`: not a target, or rejected by the backup operator. `warning`: likely a mistake."""

    refused: bool
    """True if what it was found in is not accepted as a target."""

    @classmethod
    def of(
        cls, issue: Issue, relation: ops.Relation, severity: Severity, *, refused: bool
    ) -> RelatedIssue:
        """`issue` as one of `relation`."""
        return cls(
            issue.path,
            issue.rule,
            issue.message,
            issue.remedy,
            issue.key,
            issue.suggestion,
            relation=relation,
            severity=severity,
            refused=refused,
        )
