"""The claims of several relations, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from k8s_backup_target.issue import Issue, one_line

from ._related import RelatedIssue, RelatedTarget, id_of
from ._remote_issues import MOST_IN_RELATION

if TYPE_CHECKING:
    from ._ownership import Ownership, Standing

Key: TypeAlias = tuple[str, str, str]

_REFUSED: Final = ("impostor", "other-model")


class Settled(NamedTuple):
    """Targets after all claims are compared."""

    targets: tuple[RelatedTarget, ...]
    """Every accepted target, those that do not count marked."""

    issues: tuple[RelatedIssue, ...]
    """Who claims another's target, and duplicates: of each relation as many as are listed.

    A databag holds hundreds of thousands of claims. One issue more than is listed tells that there
    are more.
    """


def key_of(related: RelatedTarget) -> Key:
    """The identity of a target."""
    target = related.target
    return target.app, target.relation_name, target.model


def settle(claims: Iterable[RelatedTarget], ownership: Ownership) -> Settled:
    """Accepts the owner's target of each key, whatever the order; without an owner, the first.

    While an owner is related no other claim counts, even if the owner's own entry is refused now.
    """
    judged: list[tuple[RelatedTarget, Standing]] = [
        (related, ownership.standing(related)) for related in claims
    ]
    winners = _winners(judged)
    targets: list[RelatedTarget] = []
    issues: list[RelatedIssue] = []
    listed: Counter[tuple[int, bool]] = Counter()
    for related, standing in judged:
        winner = winners.get(key_of(related))
        if winner is related:
            targets.append(related)
            continue
        is_refused = standing in _REFUSED
        listed[related.relation.id, is_refused] += 1
        if listed[related.relation.id, is_refused] <= MOST_IN_RELATION + 1:
            issues.append(_issue(related, standing, winner))
        if not is_refused:
            targets.append(_duplicate(related))
    return Settled(tuple(targets), tuple(issues))


def _duplicate(related: RelatedTarget) -> RelatedTarget:
    """As `dataclasses.replace` makes it, in a tenth of the time."""
    return RelatedTarget(related.relation, related.path, related.target, is_duplicate=True)


def _winners(judged: Sequence[tuple[RelatedTarget, Standing]]) -> Mapping[Key, RelatedTarget]:
    winners: dict[Key, RelatedTarget] = {}
    for counting in ("owner", "stranger"):
        for related, standing in judged:
            if standing == counting:
                winners.setdefault(key_of(related), related)
    return winners


def _issue(
    related: RelatedTarget, standing: Standing, winner: RelatedTarget | None
) -> RelatedIssue:
    app, model, claimant = related.target.app, related.target.model, related.relation.app.name
    if standing == "other-model":
        message = f"claims a target of the model {model}, in which {claimant} does not run"
        remedy = "publish the name of the own model as model"
        return _refused(related, "claims-other-model", message, remedy)
    if standing == "impostor":
        message = f"claims the target of {app}, which is related itself"
        remedy = f"publish only targets of the application {claimant}"
        return _refused(related, "claimed-by-owner", message, remedy)
    if winner is None:
        message = (
            f"names the application {app}, whose own relation decides, and which publishes no "
            "valid target now"
        )
        remedy = f"correct what {app} publishes, or remove its relation"
        return _warning(related, "yields-to-owner", message, remedy)
    message = (
        f"has the app, relation_name and model of {winner.path or 'the target'} in "
        f"{id_of(winner.relation)}, which counts"
    )
    return _warning(related, "duplicate", message, "publish each target once")


def _refused(related: RelatedTarget, rule: str, message: str, remedy: str) -> RelatedIssue:
    issue = Issue(related.path, rule, one_line(message), one_line(remedy))
    return RelatedIssue.of(issue, related.relation, "error", refused=True)


def _warning(related: RelatedTarget, rule: str, message: str, remedy: str) -> RelatedIssue:
    issue = Issue(related.path, rule, one_line(message), one_line(remedy))
    return RelatedIssue.of(issue, related.relation, "warning", refused=False)


def owned(claims: Iterator[RelatedTarget], key: Key) -> RelatedTarget | None:
    """The target of `key` that names its own application, reading no further."""
    return next(
        (each for each in claims if key_of(each) == key and key[0] == each.relation.app.name), None
    )
