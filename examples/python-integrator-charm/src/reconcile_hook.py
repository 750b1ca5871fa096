"""The work of every hook about the targets or the config."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

import ops
from config import Config, read_config
from descriptions import name_of
from forwarding import Forwarding, PlaceForwarding, problem, together
from hook_work import HookWork
from k8s_backup_target.charm import K8sBackupTargetRequirer
from k8s_backup_target.velero import ScheduleReference, target_name
from kubernetes_forwarder import (
    forward_to_kubernetes,
    inherited_of,
    inherited_problem,
    may_replace,
    may_withdraw,
    withdraw_from_namespace,
)
from memory import NO_MEMORY, Memory
from relation_forwarder import forward_to_relation, leave_relation
from shown_text import shown_line
from status import status_of
from wanted import SOURCES, Wanted

_REMOVED = (
    "all Schedules were removed by the action remove-schedules: run restore-schedules to go on, or "
    "remove the application"
)

logger = logging.getLogger(__name__)


def reconcile_hook(
    model: ops.Model, requirer: K8sBackupTargetRequirer, event: ops.EventBase
) -> None:
    """Forwards, on the leader, and shows the outcome."""
    config = read_config(model.config)
    forwarding = _forward(model, requirer, config, event) if model.unit.is_leader() else None
    if isinstance(event, ops.ConfigChangedEvent):
        for warning in config.warnings:
            logger.warning("%s", shown_line(warning))
    for line in forwarding.done if forwarding else ():
        logger.info("%s", shown_line(line))
    model.unit.status = status_of(requirer, config, forwarding)


def _forward(
    model: ops.Model,
    requirer: K8sBackupTargetRequirer,
    config: Config,
    event: ops.EventBase,
) -> Forwarding:
    if config.faults:
        return Forwarding()
    memory = Memory.read(model)
    if memory is None:
        return problem(NO_MEMORY)
    if memory.is_removed:
        return problem(_REMOVED)
    wanted = Wanted.read(requirer).without_forgotten(memory)
    work = HookWork(
        model=model,
        config=config,
        wanted=wanted,
        memory=memory,
        is_update_status=isinstance(event, ops.UpdateStatusEvent),
    )
    listed = [name_of(each) for endpoint in SOURCES for each in model.relations[endpoint]]
    memory.remember_relations(listed)
    forward = _through_kubernetes if config.forward_to == "kubernetes" else _through_relation
    outcome = forward(work)
    if outcome.is_complete:
        memory.forget_relations_but(listed)
    memory.save()
    problems = (*wanted.unreadable_problems(), *outcome.problems, *wanted.excess_problems())
    return replace(outcome, problems=problems)


def _through_kubernetes(work: HookWork) -> Forwarding:
    """A target leaves the relation once its Schedule is there: it is never without backups."""
    namespace, memory = work.config.velero_namespace, work.memory
    may_create = memory.is_kept(namespace)
    memory.remember_namespace(namespace)
    place = forward_to_kubernetes(work, may_create=may_create)
    others = [each for each in memory.namespaces if each != namespace]
    left = _leave_namespaces(work, others, place)
    return together([place.outcome, left, leave_relation(work, place.unserved)])


def _through_relation(work: HookWork) -> Forwarding:
    """A Schedule goes once the relation has its target: it is never without backups."""
    place = forward_to_relation(work)
    left = _leave_namespaces(work, work.memory.namespaces, place)
    return together([place.outcome, left])


def _leave_namespaces(
    work: HookWork, namespaces: Iterable[str], place: PlaceForwarding
) -> Forwarding:
    """Deletes this application's Schedules elsewhere.

    Those of targets that nothing else backs up yet stay. Each namespace is tried in every hook
    until none is left there.
    """
    by_name = {target_name(each.target): each for each in work.wanted.targets}

    def is_kept(found: ScheduleReference) -> bool:
        target = by_name.get(found.name)
        is_due = may_withdraw(work, found) if target is None else may_replace(work, found, target)
        return found.name in place.unserved or not is_due

    outcomes: list[Forwarding] = []
    for namespace in namespaces:
        left = withdraw_from_namespace(work.model, namespace, work.config, is_kept)
        if left.outcome.is_complete:
            work.memory.forget_namespace(namespace)
        inherited = [found for found in inherited_of(work, left.kept) if found.name not in by_name]
        is_settling = place.settling.issuperset(found.name for found in left.kept)
        said = left.outcome
        if said.problems or not inherited or len(inherited) < len(left.kept):
            said = _with_words_of_stay(namespace, said, is_settling=is_settling)
        problems = (*said.problems, *inherited_problem(inherited, namespace))
        outcomes.append(replace(said, problems=problems))
    return together(outcomes)


def _with_words_of_stay(namespace: str, left: Forwarding, *, is_settling: bool) -> Forwarding:
    """Says why Schedules are left: for the operator to correct, or the next update-status to end."""
    if left.is_complete:
        return replace(left, problems=())
    stay = f"Schedules stay in namespace {namespace}"
    if is_settling and not left.problems:
        return replace(left, notes=(*left.notes, f"{stay} until the next update-status"))
    reason = next(iter(left.problems), "their targets are refused, or not forwarded yet")
    return replace(left, problems=(f"{stay}: {reason}",))
