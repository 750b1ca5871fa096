"""The outcomes of publishing and withdrawing."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import ops

from k8s_backup_target.issue import Issue, summarize_issues

SkipReason: TypeAlias = Literal["not-leader", "no-relation"]

_SKIPPED: Final[dict[SkipReason, str]] = {
    "not-leader": "this unit is not the leader",
    "no-relation": "nothing is related to",
}
_PHRASES: Final = {
    "published": "published to",
    "withdrawn": "withdrawn from",
    "unchanged": "unchanged in",
    "gone": "gone:",
}
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class RelationOutcome:
    """The outcome for one relation."""

    relation: ops.Relation
    """The relation."""

    status: Literal["published", "withdrawn", "unchanged", "gone"]
    """`gone`: Juju has forgotten the relation meanwhile, which is no fault of the charm."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of `publish` or `withdraw`."""

    status: Literal["published", "withdrawn", "unchanged", "refused", "skipped"]
    """`refused`: the spec is invalid, and what was published before stays.

    `unchanged`: no relation needed a write. `skipped`: see `reason`.
    """

    reason: SkipReason | None = None
    """Why it was skipped: another unit leads, or nothing is related."""

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
        by_status: dict[str, list[str]] = {}
        for outcome in self.relations:
            name = f"{outcome.relation.name}:{outcome.relation.id}"
            by_status.setdefault(outcome.status, []).append(name)
        parts = [f"{_PHRASES[status]} {_named(names)}" for status, names in by_status.items()]
        warnings = [f"warning: {summarize_issues([warning])}" for warning in self.warnings]
        return "; ".join([*parts, *warnings])


def _named(relations: list[str]) -> str:
    if len(relations) > _MOST_NAMED:
        return f"{len(relations)} relations"
    return ", ".join(relations)
