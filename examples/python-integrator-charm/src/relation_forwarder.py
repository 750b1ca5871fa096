"""Forwards one target over `velero-backup`: that interface holds one target per relation."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

import ops
from descriptions import describe_key, describe_refusal, name_of
from forwarding import Forwarding, PlaceForwarding, problem, together
from hook_work import HookWork
from k8s_backup_target import ContractError
from k8s_backup_target.charm import RelatedTarget, read_databag
from k8s_backup_target.velero import target_name, to_velero_backup_config
from memory import Forwarded, Memory
from receiver_names import receiver_fault
from schedules import name_of_key
from velero_backup_databag import (
    Databag,
    has_schedule,
    is_empty,
    key_in,
    key_of,
    withdrawn,
    write_own,
)

ENDPOINT = "velero-backup"
"""The endpoint at which the backup operator is related."""

MISSING_RELATION = f"Missing relation: {ENDPOINT}"
"""The problem of a charm whose target is not taken by any integrator."""


def forward_to_relation(work: HookWork) -> PlaceForwarding:
    """Forwards to every charm at the endpoint.

    The target that is forwarded stays until it is withdrawn, whatever else is asked for. It also
    stays while it, or anything in its relation, is refused. A withdrawn target stays in the databag
    with `schedule: null`, since velero-operator deletes a Schedule when it sees that, and finds it
    by the databag's `app`; the next target takes its place in a later update-status. Juju shows
    velero-operator only the newest databag: if it runs no hook between the two, the Schedule of the
    first target remains.
    """
    names = frozenset(target_name(each.target) for each in work.wanted.targets)
    relations = work.model.relations[ENDPOINT]
    if not relations:
        work.memory.forwarded = None
        return PlaceForwarding(outcome=problem(MISSING_RELATION), unserved=names)
    forwarders = [_Forwarder(work, relation) for relation in relations]
    outcome = together([each.run() for each in forwarders])
    held = [(each.holds, each.is_lasting) for each in forwarders if each.holds is not None]
    served = frozenset(name for name, is_lasting in held if is_lasting)
    settling = frozenset(name for name, _ in held) - served
    return PlaceForwarding(outcome=outcome, unserved=names - served, settling=settling)


def withdraw_from_relation(model: ops.Model, memory: Memory) -> Forwarding:
    """Withdraws what is forwarded over `velero-backup`, whatever it is."""
    outcomes: list[Forwarding] = []
    for relation in model.relations[ENDPOINT]:
        current = read_databag(relation, model.app)
        if current is None:
            outcomes.append(problem(_unreadable(relation)))
        elif has_schedule(current):
            outcomes.append(_withdraw(model, relation, current))
    memory.forwarded = None
    return together(outcomes)


def leave_relation(work: HookWork, unserved: AbstractSet[str]) -> Forwarding:
    """Withdraws what is forwarded over `velero-backup`, unless nothing else backs it up yet."""
    outcomes: list[Forwarding] = []
    for relation in work.model.relations[ENDPOINT]:
        current = read_databag(relation, work.model.app)
        # What Juju does not show cannot be left either: a later hook finds it again.
        if current is None or not has_schedule(current):
            continue
        if name_of_key(key_in(current)) in unserved:
            outcomes.append(problem(_until_served(current)))
        elif _is_held(current, work):
            outcomes.append(problem(_held_back(current)))
        else:
            outcomes.append(_withdraw(work.model, relation, current))
    outcome = together(outcomes)
    if outcome.is_complete:
        work.memory.forwarded = None
    return outcome


class _Forwarder:
    """Forwards to one charm at the endpoint."""

    def __init__(self, work: HookWork, relation: ops.Relation) -> None:
        self._work = work
        self._relation = relation
        self.holds: str | None = None
        """The name of the wanted target that is in its databag if this hook succeeds."""
        self.is_lasting = False
        """True if it was there before, and the relation is not about to end."""

    def run(self) -> Forwarding:
        """Forwards, keeps or withdraws."""
        work = self._work
        current = read_databag(self._relation, work.model.app)
        if current is None:
            return problem(_unreadable(self._relation))
        if _is_forwarded(current, work.memory) and _is_held(current, work):
            return problem(_held_back(current))
        target, problems = _choose(current, work.wanted.targets)
        if target is not None and (is_empty(current) or key_in(current) == key_of(target)):
            outcome = self._write(current, target)
        else:
            outcome = self._make_room(current, target)
        others = Forwarding(problems=problems, is_complete=not problems)
        return together([others, outcome])

    def _make_room(self, current: Databag, following: RelatedTarget | None) -> Forwarding:
        """Withdraws the target in the databag, or puts the next in its place, if that is due."""
        if is_empty(current):
            return Forwarding()
        waits = () if following is None else (_waiting(self._relation, following),)
        if _is_forwarded(current, self._work.memory):
            self._work.memory.forwarded = None
            outcome = _withdraw(self._work.model, self._relation, current)
            return replace(outcome, waits=waits)
        if following is None:
            return Forwarding()
        if self._work.is_update_status:
            return self._write(current, following)
        return Forwarding(waits=waits, is_complete=False)

    def _write(self, current: Databag, related: RelatedTarget) -> Forwarding:
        fault = receiver_fault(related.target)
        if fault is not None:
            return problem(fault)
        try:
            config = self._work.config
            databag = to_velero_backup_config(
                related.target, config.schedule, velero_version=config.velero_version
            )
        except ContractError as error:
            return problem(describe_refusal(error))
        self._work.memory.forwarded = Forwarded(key_of(related), name_of(related.relation))
        if all(current.get(key) == text for key, text in databag.items()):
            self.holds = target_name(related.target)
            # Juju lists a relation that was removed until it has told this unit, and runs
            # update-status only when there is nothing to tell: then the relation lasts, and what is
            # in its databag is seen at the other end.
            self.is_lasting = self._work.is_update_status
            return Forwarding()
        if not write_own(self._relation, self._work.model.app, databag):
            return problem(_unreadable(self._relation))
        self.holds = target_name(related.target)
        done = f"forwarded {describe_key(key_of(related))} to {name_of(self._relation)}"
        return Forwarding(done=(done,))


def _is_held(current: Databag, work: HookWork) -> bool:
    """Checks whether the target in the databag stays as it is.

    That is if it is not wanted, or wanted by another relation, and its own says so, or, where that
    is not known, any does.
    """
    key, state, forwarded = key_in(current), work.wanted.state, work.memory.forwarded
    source = None if forwarded is None or forwarded.key != key else forwarded.relation
    wanted = next((each for each in work.wanted.targets if key_of(each) == key), None)
    if wanted is not None:
        return source is not None and not state.may_replace(source, wanted)
    if source is not None:
        return not state.may_withdraw(source)
    return state.leaving or bool(state.held_back or state.unreadable)


def _is_forwarded(databag: Databag, memory: Memory) -> bool:
    """Without a schedule, only the memory tells."""
    forwarded = memory.forwarded
    is_remembered = forwarded is not None and forwarded.key == key_in(databag)
    return not is_empty(databag) and (has_schedule(databag) or is_remembered)


def _withdraw(model: ops.Model, relation: ops.Relation, current: Databag) -> Forwarding:
    if not write_own(relation, model.app, withdrawn(current)):
        return problem(_unreadable(relation))
    done = f"withdrew {describe_key(key_in(current))} from {name_of(relation)}"
    return Forwarding(done=(done,))


def _choose(
    current: Databag, targets: tuple[RelatedTarget, ...]
) -> tuple[RelatedTarget | None, tuple[str, ...]]:
    """The only target, or of several the one that is forwarded already."""
    if len(targets) <= 1:
        return next(iter(targets), None), ()
    target = next((each for each in targets if key_of(each) == key_in(current)), None)
    asking = "; ".join(describe_key(key_of(each)) for each in targets[:3])
    message = (
        f"{ENDPOINT} holds one target per relation, and {len(targets)} ask for it: relate one "
        f"application only, or set forward-to=kubernetes ({asking})"
    )
    return target, (message,)


def _unreadable(relation: ops.Relation) -> str:
    return (
        f"{name_of(relation)} cannot be read, so nothing is forwarded to it: remove the relation, "
        "or wait until Juju shows it"
    )


def _held_back(current: Databag) -> str:
    return (
        f"{describe_key(key_in(current))} stays forwarded as it was while its relation is refused, "
        "cannot be read, or is left by this unit"
    )


def _until_served(current: Databag) -> str:
    return (
        f"{describe_key(key_in(current))} stays forwarded over velero-backup until its Schedule is "
        "there"
    )


def _waiting(relation: ops.Relation, following: RelatedTarget) -> str:
    return (
        f"{following.target.app} is forwarded in the next update-status, once "
        f"{name_of(relation)} has dropped the target before it"
    )
