"""The claims of several relations, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from k8s_backup_target._generated import claim_templates as templates
from k8s_backup_target._template import Template, issue_of

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

    held: frozenset[int]
    """The relations with a claim that is refused, or that waits for its owner; complete."""


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
    held: set[int] = set()
    listed: Counter[tuple[int, bool]] = Counter()
    for related, standing in judged:
        winner = winners.get(key_of(related))
        if winner is related:
            targets.append(related)
            continue
        is_refused = standing in _REFUSED
        if is_refused or winner is None:
            held.add(related.relation.id)
        listed[related.relation.id, is_refused] += 1
        if listed[related.relation.id, is_refused] <= MOST_IN_RELATION + 1:
            issues.append(_issue(related, standing, winner))
        if not is_refused:
            targets.append(_duplicate(related))
    return Settled(tuple(targets), tuple(issues), frozenset(held))


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
        template = templates.CLAIMS_OTHER_MODEL_TARGET
        return _related(related, template, model=model, claimant=claimant)
    if standing == "impostor":
        return _related(related, templates.CLAIMED_BY_OWNER_TARGET, app=app, claimant=claimant)
    if winner is None:
        return _related(related, templates.YIELDS_TO_OWNER_TARGET, app=app)
    where, relation = winner.path or "the target", id_of(winner.relation)
    return _related(related, templates.DUPLICATE_TARGET, winner=where, relation=relation)


def _related(related: RelatedTarget, template: Template, **values: str) -> RelatedIssue:
    issue = issue_of(template, related.path, **values)
    refused = template.refused
    return RelatedIssue.of(issue, related.relation, template.severity, refused=refused)


def owned(claims: Iterator[RelatedTarget], key: Key) -> RelatedTarget | None:
    """The target of `key` that names its own application, reading no further."""
    return next(
        (each for each in claims if key_of(each) == key and key[0] == each.relation.app.name), None
    )
