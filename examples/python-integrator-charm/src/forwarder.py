"""Forwards one target over `velero-backup`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import ops
from databag import (
    describe,
    has_schedule,
    is_empty,
    key_in,
    key_of,
    name_of,
    read_own,
    withdrawn,
    write_own,
)
from k8s_backup_target import ContractError
from k8s_backup_target.charm import RelatedTarget
from k8s_backup_target.velero import VeleroSchedule, to_velero_backup_config
from memory import NO_MEMORY, Memory
from receiver_names import receiver_fault

ENDPOINT = "velero-backup"


@dataclass
class Outcome:
    """The outcome of forwarding."""

    problems: list[str] = field(default_factory=list[str])
    """Faults that the operator must know of or correct."""

    notes: list[str] = field(default_factory=list[str])
    """Work that a later hook does by itself, while everything else is backed up as it should be."""

    waits: list[str] = field(default_factory=list[str])
    """Targets without backups until a later hook forwards them by itself."""


@dataclass(frozen=True)
class Forwarder:
    """One hook's forwarding.

    The target that is forwarded stays until it is withdrawn, whatever else is asked for, and while
    it or anything in its relation is refused: a slip in a databag must not end anyone's backups. A
    withdrawn target stays in the databag with `schedule: null`, since velero-operator deletes a
    Schedule when it sees that, and finds it by the databag's `app`; the next target takes its
    place in a later update-status.
    """

    model: ops.Model
    targets: Sequence[RelatedTarget]
    refused: Collection[str]
    """The relations that hold a refused target."""

    schedule: VeleroSchedule
    may_withdraw: bool
    """False in relation-broken, which a unit that is being removed runs as well."""

    is_update_status: bool

    def run(self) -> Outcome:
        """Forwards to every charm at the endpoint."""
        outcome = Outcome()
        if not Memory(self.model).is_readable:
            outcome.problems.append(NO_MEMORY)
            return outcome
        relations = self.model.relations[ENDPOINT]
        if not relations:
            Memory(self.model).write(None)
            outcome.problems.append(f"Missing relation: {ENDPOINT}")
        for relation in relations:
            self._forward(relation, outcome)
        return outcome

    def _forward(self, relation: ops.Relation, outcome: Outcome) -> None:
        current = read_own(relation, self.model.app)
        if current is None:
            outcome.problems.append(_unreadable(relation))
            return
        if self._is_held(current):
            key = describe(key_in(current))
            outcome.problems.append(f"{key} stays forwarded as it was while it is refused")
            return
        target = self._choose(current, outcome)
        if target is not None and (is_empty(current) or key_in(current) == key_of(target)):
            self._write(relation, target, outcome)
        else:
            self._make_room(relation, current, target, outcome)

    def _is_held(self, current: dict[str, str]) -> bool:
        """Checks whether the target in the databag stays, though no valid target is like it."""
        if not self._is_forwarded(current) or key_in(current) in map(key_of, self.targets):
            return False
        remembered = Memory(self.model).read()
        if remembered is None or remembered[0] != key_in(current):
            return len(self.refused) > 0
        return remembered[1] in self.refused

    def _is_forwarded(self, databag: dict[str, str]) -> bool:
        """Without a schedule, only the memory tells."""
        remembered = Memory(self.model).read()
        is_remembered = remembered is not None and remembered[0] == key_in(databag)
        return not is_empty(databag) and (has_schedule(databag) or is_remembered)

    def _choose(self, current: dict[str, str], outcome: Outcome) -> RelatedTarget | None:
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
        current: dict[str, str],
        following: RelatedTarget | None,
        outcome: Outcome,
    ) -> None:
        """Withdraws the target in the databag, or puts the next in its place, if that is due."""
        if is_empty(current):
            return
        if self._is_forwarded(current):
            if self.may_withdraw:
                Memory(self.model).write(None)
                self._change(relation, withdrawn(current), outcome)
                if following is not None:
                    outcome.waits.append(_waiting(relation, following))
            else:
                key = describe(key_in(current))
                outcome.notes.append(f"{key} is withdrawn in the next update-status")
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
        Memory(self.model).write((key_of(related), name_of(related.relation)))
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


def _waiting(relation: ops.Relation, following: RelatedTarget) -> str:
    return (
        f"{following.target.app} is forwarded in the next update-status, once "
        f"{name_of(relation)} has dropped the target before it"
    )
