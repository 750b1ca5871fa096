"""The outcomes of publishing and withdrawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import ops

from k8s_backup_target._issue import Issue, summarize_issues

SkipReason: TypeAlias = Literal["no-relation", "not-leader", "nothing-wanted"]

_SKIPPED: Final[dict[SkipReason, str]] = {
    "no-relation": "nothing is related to",
    "not-leader": "this unit is not the leader",
    "nothing-wanted": "nothing is to be backed up",
}
_PHRASES: Final = {
    "published": "published to",
    "unchanged": "unchanged in",
    "withdrawn": "withdrawn from",
    "absent": "nothing to withdraw from",
    "gone": "gone:",
}
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class RelationOutcome:
    """The outcome for one relation."""

    relation: ops.Relation
    """The relation."""

    status: Literal["published", "unchanged", "withdrawn", "absent", "gone"]
    """`unchanged`: it holds the target already.

    `absent`: it held no target that could be withdrawn. `gone`: Juju has forgotten the relation
    meanwhile, which is not the charm's fault.
    """


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of `publish` or `withdraw`."""

    status: Literal["published", "withdrawn", "unchanged", "refused", "skipped"]
    """`refused`: the spec is invalid, and what was published before stays.

    `unchanged`: no relation needed a write. `skipped`: see `reason`.
    """

    reason: SkipReason | None = None
    """Why it was skipped: nothing is related, another unit leads, or nothing is wanted."""

    relations: tuple[RelationOutcome, ...] = ()
    """Every relation of the endpoints, in Juju's order."""

    issues: tuple[Issue, ...] = ()
    """Why the spec was refused."""

    warnings: tuple[Issue, ...] = ()
    """Likely mistakes in the valid spec."""

    endpoints: tuple[str, ...] = ()
    """The provider's endpoints, where it was skipped."""

    def __str__(self) -> str:
        """One line, fit for a log or a unit's status.

        `published to backup:1; unchanged in 12 relations`.
        """
        if self.reason is not None:
            where = f" {' or '.join(self.endpoints)}" if self.reason == "no-relation" else ""
            return f"skipped: {_SKIPPED[self.reason]}{where}"
        if self.status == "refused":
            return f"refused: {summarize_issues(self.issues)}"
        by_status: dict[str, list[ops.Relation]] = {}
        for outcome in self.relations:
            by_status.setdefault(outcome.status, []).append(outcome.relation)
        parts = [f"{_PHRASES[status]} {name_or_count(some)}" for status, some in by_status.items()]
        warnings = [f"warning: {summarize_issues([warning])}" for warning in self.warnings]
        return "; ".join([*parts, *warnings])


def name_or_count(relations: Sequence[ops.Relation]) -> str:
    """`backup:1, backup:2`, or `4 relations`."""
    if len(relations) > _MOST_NAMED:
        return f"{len(relations)} relations"
    return ", ".join(f"{relation.name}:{relation.id}" for relation in relations)
