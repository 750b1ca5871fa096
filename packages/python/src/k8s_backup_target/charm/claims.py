"""Who a target belongs to, when several relations claim it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple, TypeAlias

from k8s_backup_target.issue import Issue, one_line

from .related import RelatedIssue, RelatedTarget

Key: TypeAlias = tuple[str, str, str]

# The name under which Juju shows the offering side an application of another model.
_CROSS_MODEL: Final = "remote-[0-9a-f]{32}"


class Settled(NamedTuple):
    """Targets after all claims are compared."""

    targets: tuple[RelatedTarget, ...]
    """Every accepted target, duplicates marked."""

    issues: tuple[RelatedIssue, ...]
    """Who claims another's target, and duplicates."""


def key_of(related: RelatedTarget) -> Key:
    """The identity of a target."""
    target = related.target
    return target.app, target.relation_name, target.model


def is_owner(related: RelatedTarget) -> bool:
    """True if the target names the application that published it, as Juju calls it here."""
    return related.target.app == related.relation.app.name


def settle(claims: Iterable[RelatedTarget]) -> Settled:
    """Accepts the owner's target of each key, whatever the order; without one, the first.

    Any application can write any name into its databag. An application of this model that claims
    the key of another one, which is related as well, is refused. One of another model, whose name
    here is `remote-…`, cannot be told from the owner by its name, and is not refused for it.
    """
    all_claims = tuple(claims)
    winners: dict[Key, RelatedTarget] = {}
    for related in all_claims:
        winner = winners.setdefault(key_of(related), related)
        if is_owner(related) and not is_owner(winner):
            winners[key_of(related)] = related
    targets: list[RelatedTarget] = []
    issues: list[RelatedIssue] = []
    for related in all_claims:
        winner = winners[key_of(related)]
        if related is winner:
            targets.append(related)
        elif is_owner(winner) and _is_foreign(related):
            issues.append(_refused(related, winner))
        else:
            targets.append(replace(related, is_duplicate=True))
            issues.append(_duplicate(related, winner))
    return Settled(tuple(targets), tuple(issues))


def _is_foreign(related: RelatedTarget) -> bool:
    return not is_owner(related) and not re.fullmatch(_CROSS_MODEL, related.relation.app.name)


def _refused(related: RelatedTarget, winner: RelatedTarget) -> RelatedIssue:
    message = one_line(
        f"claims the target of {related.target.app}, which publishes it itself in {_name(winner)}"
    )
    remedy = f"publish only targets of the application {related.relation.app.name}"
    return RelatedIssue.of(
        Issue(related.path, "claimed-by-owner", message, remedy), related.relation, "refused"
    )


def _duplicate(related: RelatedTarget, winner: RelatedTarget) -> RelatedIssue:
    message = (
        f"has the app, relation_name and model of {winner.path or 'the target'} in "
        f"{_name(winner)}, which wins"
    )
    issue = Issue(related.path, "duplicate", message, "publish each target once")
    return RelatedIssue.of(issue, related.relation, "warning")


def _name(related: RelatedTarget) -> str:
    return f"{related.relation.name}:{related.relation.id}"


def first_of(claims: Iterator[RelatedTarget], key: Key) -> RelatedTarget | None:
    """The target that wins `key`, reading no further than its owner's claim."""
    first: RelatedTarget | None = None
    for related in claims:
        if key_of(related) == key:
            if is_owner(related):
                return related
            first = first or related
    return first
