"""The claims of several relations, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import ops

from k8s_backup_target._generated import claim_templates as templates
from k8s_backup_target._template import Template, issue_of

from ._related import Key, RelatedIssue, RelatedTarget, id_of, key_of
from ._remote_issues import MOST_IN_RELATION

if TYPE_CHECKING:
    from ._ownership import Naming, Ownership, Standing

_REFUSED: Final = ("impostor", "other-model")

_COUNTING: Final = ("owner", "stranger")

_OWNER: Final = 0
"""The rank of an owner; a stranger's is higher."""


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
    """The relations with a claim that is refused, or that waits for another; complete."""


class Deciding(NamedTuple):
    """Which claim of each key decides."""

    winners: Mapping[Key, RelatedTarget]
    """The claims that count."""

    refused: Mapping[Key, str]
    """The relations of entries that are refused now and would count otherwise.

    Nothing counts meanwhile.
    """


def settle(
    claims: Iterable[RelatedTarget], refused: Iterable[Naming], ownership: Ownership
) -> Settled:
    """Accepts the owner's target of each key, whatever the order of relations.

    Where no owner is related, that of the relation which was made first. While the one that
    decides is refused, no other claim counts.

    Args:
        claims: every valid target.
        refused: the entries that are refused, as far as their names can be read.
        ownership: whose the targets are.
    """
    judged: list[tuple[RelatedTarget, Standing]] = [
        (related, ownership.standing(related.relation, key_of(related))) for related in claims
    ]
    deciding = _decide(judged, refused, ownership)
    targets: list[RelatedTarget] = []
    issues: list[RelatedIssue] = []
    held: set[int] = set()
    listed: Counter[tuple[int, bool]] = Counter()
    for related, standing in judged:
        winner = deciding.winners.get(key_of(related))
        if winner is related:
            targets.append(related)
            continue
        is_refused = standing in _REFUSED
        if is_refused or winner is None:
            held.add(related.relation.id)
        listed[related.relation.id, is_refused] += 1
        if listed[related.relation.id, is_refused] <= MOST_IN_RELATION + 1:
            issues.append(_issue(related, standing, deciding))
        if not is_refused:
            targets.append(_duplicate(related))
    return Settled(tuple(targets), tuple(issues), frozenset(held))


def _duplicate(related: RelatedTarget) -> RelatedTarget:
    """As `dataclasses.replace` makes it, in a tenth of the time."""
    return RelatedTarget(related.relation, related.path, related.target, is_duplicate=True)


def _decide(
    judged: Sequence[tuple[RelatedTarget, Standing]],
    refused: Iterable[Naming],
    ownership: Ownership,
) -> Deciding:
    """The owner's claim decides, and without an owner that of the relation which was made first.

    Juju numbers relations as they are made, so this is the same in each unit, whatever the order
    in which Juju lists them, and stays as it is when a leader changes or a charm is refreshed. An
    entry that is refused decides as if it were valid, or else whoever comes next would take a
    target over as soon as its owner's entry slips.
    """
    first: dict[Key, tuple[int, int]] = {}
    winners: dict[Key, RelatedTarget] = {}
    for related, standing in judged:
        if standing in _COUNTING:
            key, rank = key_of(related), _rank(related.relation, standing)
            if key not in first or rank < first[key]:
                first[key], winners[key] = rank, related
    waiting: dict[Key, str] = {}
    for relation, key in refused:
        # What an owner has refused in one relation takes nothing from what it validly asks for in
        # another.
        if key in winners and first[key][0] == _OWNER:
            continue
        standing = ownership.standing(relation, key)
        rank = _rank(relation, standing)
        if standing in _COUNTING and key in first and rank < first[key]:
            first[key], waiting[key] = rank, id_of(relation)
            winners.pop(key, None)
    return Deciding(winners, waiting)


def _rank(relation: ops.Relation, standing: Standing) -> tuple[int, int]:
    """What is less outranks."""
    return (_OWNER if standing == "owner" else _OWNER + 1), relation.id


def _issue(related: RelatedTarget, standing: Standing, deciding: Deciding) -> RelatedIssue:
    app, model, claimant = related.target.app, related.target.model, related.relation.app.name
    if standing == "other-model":
        template = templates.CLAIMS_OTHER_MODEL_TARGET
        return _related(related, template, model=model, claimant=claimant)
    if standing == "impostor":
        return _related(related, templates.CLAIMED_BY_OWNER_TARGET, app=app, claimant=claimant)
    key = key_of(related)
    refused = deciding.refused.get(key)
    if refused is not None:
        return _related(related, templates.YIELDS_TO_REFUSED_TARGET, relation=refused)
    winner = deciding.winners.get(key)
    if winner is None:
        return _related(related, templates.YIELDS_TO_OWNER_TARGET, app=app)
    where, relation = winner.path or "the target", id_of(winner.relation)
    return _related(related, templates.DUPLICATE_TARGET, winner=where, relation=relation)


def _related(related: RelatedTarget, template: Template, **values: str) -> RelatedIssue:
    issue = issue_of(template, related.path, **values)
    refused = template.refused
    return RelatedIssue.of(issue, related.relation, template.severity, refused=refused)


def owned(claims: Iterator[RelatedTarget], key: Key) -> RelatedTarget | None:
    """The target of `key` that names its own application, of the relation that was made first."""
    return min(
        (each for each in claims if key_of(each) == key and key[0] == each.relation.app.name),
        key=lambda each: each.relation.id,
        default=None,
    )
