"""Forwards one target over `velero-backup`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import ops
from databag import (
    describe,
    has_schedule,
    is_empty,
    key_in,
    key_of,
    name_of,
    withdrawn,
    write_own,
)
from k8s_backup_target import ContractError
from k8s_backup_target.charm import RelatedTarget, RequirerState, read_databag
from k8s_backup_target.velero import VeleroSchedule, to_velero_backup_config
from memory import Memory
from receiver_names import receiver_fault

ENDPOINT = "velero-backup"


@dataclass
class Outcome:
    """The outcome of forwarding."""

    problems: list[str] = field(default_factory=list[str])
    """Faults that the operator must know of or correct."""

    waits: list[str] = field(default_factory=list[str])
    """Targets without backups until a later hook forwards them by itself."""


@dataclass(frozen=True)
class Forwarder:
    """One hook's forwarding.

    The target that is forwarded stays until it is withdrawn, whatever else is asked for, and for
    as long as the requirer says that it may not be withdrawn: a databag error must not end any
    backups. A withdrawn target stays in the databag with `schedule: null`, since velero-operator
    deletes a Schedule when it sees that, and finds it by the databag's `app`; the next target
    takes its place in a later update-status.
    """

    model: ops.Model
    state: RequirerState
    memory: Memory
    schedule: VeleroSchedule
    is_update_status: bool

    @property
    def targets(self) -> Sequence[RelatedTarget]:
        """The targets that the applications ask for."""
        return self.state.wanted

    def run(self) -> Outcome:
        """Forwards to every charm at the endpoint."""
        outcome = Outcome()
        relations = self.model.relations[ENDPOINT]
        if not relations:
            self.memory.write(None)
            outcome.problems.append(f"Missing relation: {ENDPOINT}")
        for relation in relations:
            self._forward(relation, outcome)
        return outcome

    def _forward(self, relation: ops.Relation, outcome: Outcome) -> None:
        current = read_databag(relation, self.model.app)
        if current is None:
            outcome.problems.append(_unreadable(relation))
            return
        if self._is_forwarded(current) and self._is_held(current):
            outcome.problems.append(_held_back(current))
            return
        target = self._choose(current, outcome)
        if target is not None and (is_empty(current) or key_in(current) == key_of(target)):
            self._write(relation, target, outcome)
        else:
            self._make_room(relation, current, target, outcome)

    def _is_held(self, current: Mapping[str, str]) -> bool:
        """Checks whether the target in the databag stays, though it is not wanted.

        Its relation says so, or, where that is not known, any does.
        """
        if key_in(current) in map(key_of, self.targets):
            return False
        remembered = self.memory.read()
        if remembered is not None and remembered[0] == key_in(current):
            return not self.state.may_withdraw(remembered[1])
        return self.state.leaving or bool(self.state.held_back or self.state.unreadable)

    def _is_forwarded(self, databag: Mapping[str, str]) -> bool:
        """Without a schedule, only the memory tells."""
        remembered = self.memory.read()
        is_remembered = remembered is not None and remembered[0] == key_in(databag)
        return not is_empty(databag) and (has_schedule(databag) or is_remembered)

    def _choose(self, current: Mapping[str, str], outcome: Outcome) -> RelatedTarget | None:
        """The only target, or of several the one that is forwarded already."""
        if len(self.targets) <= 1:
            return self.targets[0] if self.targets else None
        asking = "; ".join(describe(key_of(each)) for each in self.targets[:3])
        outcome.problems.append(
            f"{ENDPOINT} holds one target per relation, and {len(self.targets)} ask for it: "
            f"relate one application only ({asking})"
        )
        return next((each for each in self.targets if key_of(each) == key_in(current)), None)

    def _make_room(
        self,
        relation: ops.Relation,
        current: Mapping[str, str],
        following: RelatedTarget | None,
        outcome: Outcome,
    ) -> None:
        """Withdraws the target in the databag, or puts the next in its place, if that is due."""
        if is_empty(current):
            return
        if self._is_forwarded(current):
            self.memory.write(None)
            self._change(relation, withdrawn(current), outcome)
            if following is not None:
                outcome.waits.append(_waiting(relation, following))
        elif following is not None and self.is_update_status:
            self._write(relation, following, outcome)
        elif following is not None:
            outcome.waits.append(_waiting(relation, following))

    def _write(self, relation: ops.Relation, related: RelatedTarget, outcome: Outcome) -> None:
        if fault := receiver_fault(related.target):
            outcome.problems.append(fault)
            return
        try:
            databag = to_velero_backup_config(related.target, self.schedule)
        except ContractError as error:
            outcome.problems.append(f"{related.target.app}: {error}")
            return
        self.memory.write((key_of(related), name_of(related.relation)))
        self._change(relation, databag, outcome)

    def _change(
        self, relation: ops.Relation, databag: Mapping[str, str], outcome: Outcome
    ) -> None:
        if not write_own(relation, self.model.app, databag):
            outcome.problems.append(_unreadable(relation))


def _unreadable(relation: ops.Relation) -> str:
    return (
        f"{name_of(relation)} cannot be read, so nothing is forwarded to it: remove the relation, "
        "or wait until Juju shows it"
    )


def _held_back(current: Mapping[str, str]) -> str:
    return (
        f"{describe(key_in(current))} stays forwarded as it was while its relation is refused, "
        "cannot be read, or is left by this unit"
    )


def _waiting(relation: ops.Relation, following: RelatedTarget) -> str:
    return (
        f"{following.target.app} is forwarded in the next update-status, once "
        f"{name_of(relation)} has dropped the target before it"
    )
