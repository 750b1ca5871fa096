"""Makes the Schedules of a cluster agree with those that are desired."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from ._found_schedule import FoundSchedule, read_schedule
from ._pause import is_paused_by_hand, kept_paused
from ._schedule_agreement import agrees, schedule_patch

SAME_NAME: Final = "same-name"
"""The owner of a conflict between two desired Schedules that differ."""

_Key: TypeAlias = tuple[str, str]
_Schedule: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ScheduleReference:
    """Names a Schedule in the cluster, as it was read."""

    name: str
    namespace: str
    uid: str | None
    """For a delete that spares a Schedule which someone has made meanwhile; None if not known."""

    annotations: Mapping[str, str]
    """The annotations whose values are texts."""


@dataclass(frozen=True, slots=True)
class ScheduleUpdate:
    """One Schedule of ours to change."""

    schedule: _Schedule
    """The Schedule that it becomes."""

    reference: ScheduleReference
    patch: dict[str, Any]
    """JSON merge patch to send.

    The API server answers 409 if the Schedule has changed since it was read.
    """


@dataclass(frozen=True, slots=True)
class ScheduleConflict:
    """One Schedule that cannot be written."""

    schedule: _Schedule
    owner: str | None
    """Who has the name: the value of the other's label `managed-by`, None where it has none, or
    `same-name` where another desired Schedule has it and differs."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The steps by which the cluster's Schedules come to agree with the desired ones."""

    creates: list[_Schedule] = field(default_factory=list[_Schedule])
    """Schedules to create with POST, so one that appears meanwhile is not overwritten."""

    updates: list[ScheduleUpdate] = field(default_factory=list[ScheduleUpdate])
    """Schedules of ours that differ."""

    deletes: list[ScheduleReference] = field(default_factory=list[ScheduleReference])
    """Schedules of ours to delete, since nothing desires them."""

    conflicts: list[ScheduleConflict] = field(default_factory=list[ScheduleConflict])
    """Schedules that cannot be written."""

    paused_by_hand: list[ScheduleReference] = field(default_factory=list[ScheduleReference])
    """Schedules of ours that a person has paused. They stay paused."""


def reconcile(
    desired: Sequence[_Schedule], existing: Iterable[object], *, managed_by: str
) -> Reconciliation:
    """Compares the desired Schedules with those found in the cluster.

    It compares only what this package writes: the labels and annotations of the target, the cron
    expression, `paused`, `useOwnerReferencesInBackup` and the template's filters, ttl and storage
    options. `skipImmediately` is not compared, since the server sets it back to false. Absent,
    null and empty are the same, and so are unset and false for a switch of the Schedule.

    A Schedule is ours if its label `managed-by` has this value; nothing else is updated or
    deleted. A Schedule of ours that a person has paused stays paused: an annotation tells our own
    pause from theirs.

    Args:
        desired: what `to_schedule` made.
        existing: every Schedule of the namespace, as a list call returned them. What is not a
            Schedule, or cannot be read, is ignored. Raises nothing on it.
        managed_by: who we are; see `managed_by_for`.
    """
    read = (read_schedule(item) for item in existing)
    found = {each.key: each for each in read if each is not None}
    plan = Reconciliation()
    firsts: dict[_Key, _Schedule] = {}
    rivals: list[ScheduleConflict] = []
    for schedule in desired:
        first = firsts.setdefault(_key_of(schedule), schedule)
        if json.dumps(first) != json.dumps(schedule):
            rivals.append(ScheduleConflict(schedule, SAME_NAME))
    for key, schedule in firsts.items():
        _plan_for(schedule, found.get(key), managed_by, plan)
    plan.conflicts.extend(rivals)
    ours = (each for each in found.values() if each.managed_by == managed_by)
    plan.deletes.extend(_reference_to(each) for each in ours if each.key not in firsts)
    return plan


def _plan_for(
    schedule: _Schedule, current: FoundSchedule | None, managed_by: str, plan: Reconciliation
) -> None:
    if current is None:
        plan.creates.append(schedule)
        return
    if current.managed_by != managed_by:
        plan.conflicts.append(ScheduleConflict(schedule, current.managed_by))
        return
    reference = _reference_to(current)
    if is_paused_by_hand(schedule, current):
        plan.paused_by_hand.append(reference)
        schedule = kept_paused(schedule)
    if not agrees(schedule, current):
        plan.updates.append(ScheduleUpdate(schedule, reference, schedule_patch(schedule, current)))


def _key_of(schedule: _Schedule) -> _Key:
    metadata = schedule["metadata"]
    return metadata["namespace"], metadata["name"]


def _reference_to(found: FoundSchedule) -> ScheduleReference:
    texts = {key: text for key, text in found.annotations.items() if isinstance(text, str)}
    return ScheduleReference(found.name, found.namespace, found.uid, texts)
