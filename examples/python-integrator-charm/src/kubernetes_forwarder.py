"""Makes the Schedules of Velero's namespace agree with the targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ops
from config import Config
from forwarding import Forwarding, PlaceForwarding, problem
from hook_work import HookWork
from k8s_backup_target.charm import RelatedTarget
from k8s_backup_target.velero import (
    Manifest,
    Reconciliation,
    ScheduleConflict,
    ScheduleReference,
    reconcile,
    target_name,
)
from kubernetes_api import KubernetesApi, KubernetesRefusal, connect_to_kubernetes
from schedules import RELATION_ANNOTATION, make_schedules, velero_options

_SAME_NAME = "same-name"


def forward_to_kubernetes(work: HookWork, *, may_create: bool) -> PlaceForwarding:
    """Touches only the Schedules that carry this application's label.

    A Schedule of the same name that someone else made is a problem to report.

    Args:
        work: the hook.
        may_create: False while no earlier hook has remembered the namespace: a Schedule that is
            made by a hook which then fails would never be found once config names another
            place.
    """
    config, targets = work.config, work.wanted.targets
    made = make_schedules(targets, config, velero_options(work.model, config))
    refused = {refusal.name for refusal in made.refusals}
    by_name = {target_name(each.target): each for each in targets}

    def is_kept(found: ScheduleReference) -> bool:
        return found.name in refused or not may_withdraw(work, found)

    def is_held(found: ScheduleReference) -> bool:
        return not may_replace(work, found, by_name.get(found.name))

    permission = _Permission(may_create=may_create, is_kept=is_kept, is_held=is_held)
    agreement = _agree(work.model, config, made.manifests, permission)
    outcome = agreement.outcome
    problems = (
        *(refusal.message for refusal in made.refusals),
        *outcome.problems,
        *inherited_problem(inherited_of(work, agreement.kept), config.velero_namespace),
    )
    is_scheduled = config.schedule.cron is not None
    names = frozenset(by_name) if is_scheduled else frozenset[str]()
    return PlaceForwarding(
        outcome=replace(outcome, problems=problems), unserved=names - agreement.served
    )


def withdraw_from_namespace(
    model: ops.Model,
    namespace: str,
    config: Config,
    is_kept: Callable[[ScheduleReference], bool],
) -> Agreement:
    """Deletes this application's Schedules from a namespace that config has left.

    Args:
        model: the Juju model.
        namespace: the namespace.
        config: the charm's config.
        is_kept: tells which of them stay, for example until the new place has taken over.
    """
    there = replace(config, velero_namespace=namespace)
    permission = _Permission(may_create=False, is_kept=is_kept, is_held=lambda _: False)
    return _agree(model, there, (), permission)


def may_withdraw(work: HookWork, found: ScheduleReference) -> bool:
    """Tells whether a Schedule may go, if its target is not wanted any more.

    The relation that is noted on it says so. One that this deployment never listed is of an
    application of the same name that was here before: its backups do not end because a charm is
    replaced. On a Schedule of 0.1.0 none is noted: then the application does.
    """
    state = work.wanted.state
    relation = found.annotations.get(RELATION_ANNOTATION)
    if relation is not None:
        return not _is_inherited(work, found) and state.may_withdraw(relation)
    if state.leaving or state.unreadable:
        return False
    app = found.annotations.get("k8s-backup-target/app")
    return not any(
        remote == app or remote.startswith("remote-") for remote in state.held_back.values()
    )


def may_replace(work: HookWork, found: ScheduleReference, target: RelatedTarget | None) -> bool:
    """Tells whether a Schedule may become, or give way to, that of a wanted target.

    Not if it was made under the same names for another relation, of which is not known whether it
    gives the target up. The owner in this model always takes it over. Nobody else takes what an
    application of this name made before for one in this model: that one may not be related again
    yet.
    """
    if target is None:
        return True
    state = work.wanted.state
    relation = found.annotations.get(RELATION_ANNOTATION)
    if relation is None:
        return _is_of_owner(target, state.model) or may_withdraw(work, found)
    if target.target.model == state.model and _is_inherited(work, found):
        return _is_of_owner(target, state.model)
    return state.may_replace(relation, target)


def _is_of_owner(related: RelatedTarget, model: str) -> bool:
    """True if the application of this model that a target names asks for it itself."""
    target = related.target
    return target.app == related.relation.app.name and target.model == model


def _is_inherited(work: HookWork, found: ScheduleReference) -> bool:
    relation = found.annotations.get(RELATION_ANNOTATION)
    return relation is not None and not work.memory.knows(relation)


def inherited_of(
    work: HookWork, schedules: Iterable[ScheduleReference]
) -> tuple[ScheduleReference, ...]:
    """Those of an application of this name that was here before."""
    return tuple(found for found in schedules if _is_inherited(work, found))


def inherited_problem(inherited: Sequence[ScheduleReference], namespace: str) -> tuple[str, ...]:
    """Why Schedules of an application that was here before are left in a namespace."""
    if not inherited:
        return ()
    count = len(inherited)
    which = "1 Schedule stays" if count == 1 else f"{count} Schedules stay"
    message = (
        f"{which} in namespace {namespace} of an application of this name that was here before: "
        "relate what it backs up, or run the action remove-schedules"
    )
    return (message,)


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The outcome of making a namespace agree."""

    outcome: Forwarding
    served: frozenset[str] = frozenset()
    """The names of the desired Schedules that are as desired."""

    kept: tuple[ScheduleReference, ...] = ()
    """The others, as far as they stay on purpose."""


@dataclass(frozen=True, kw_only=True)
class _Permission:
    """What may be done to make a namespace agree."""

    may_create: bool
    is_kept: Callable[[ScheduleReference], bool]
    is_held: Callable[[ScheduleReference], bool]
    """Tells which of those that differ stay, since they were made for another relation."""


def _agree(
    model: ops.Model, config: Config, schedules: Sequence[Manifest], permission: _Permission
) -> Agreement:
    managed_by = velero_options(model, config).managed_by
    try:
        api = connect_to_kubernetes(model.app.name, config.timeout_seconds)
        existing = api.list_schedules(config.velero_namespace)
        plan = reconcile(schedules, existing, managed_by=managed_by)
        kept = tuple(each for each in plan.deletes if permission.is_kept(each))
        kept_names = {each.name for each in kept}
        deletes = [each for each in plan.deletes if each.name not in kept_names]
        creates = plan.creates if permission.may_create else []
        held = [each.reference for each in plan.updates if permission.is_held(each.reference)]
        held_names = {each.name for each in held}
        updates = [each for each in plan.updates if each.reference.name not in held_names]
        permitted = replace(plan, creates=creates, updates=updates, deletes=deletes)
        outcome, failed = _carry_out(api, permitted)
    except KubernetesRefusal as error:
        return Agreement(outcome=problem(str(error)))
    deferred = plan.creates[len(creates) :]
    conflicting = (each.schedule for each in plan.conflicts)
    unserved = {*failed, *held_names, *_names_of(deferred), *_names_of(conflicting)}
    return Agreement(
        outcome=replace(
            outcome,
            problems=(
                *outcome.problems,
                *map(_describe_conflict, plan.conflicts),
                *map(_held_problem, held),
            ),
            notes=tuple(_paused_note(each) for each in plan.paused_by_hand),
            waits=_deferred_note(len(deferred)),
            is_complete=not unserved and not kept,
        ),
        served=frozenset(_names_of(schedules)) - unserved,
        kept=kept,
    )


def _names_of(schedules: Iterable[Mapping[str, Any]]) -> list[str]:
    return [_name_of(schedule) for schedule in schedules]


def _name_of(schedule: Mapping[str, Any]) -> str:
    return schedule["metadata"]["name"]


@dataclass(frozen=True)
class _Step:
    """One change of one Schedule."""

    name: str
    verb: str
    act: Callable[[], None]


def _carry_out(api: KubernetesApi, plan: Reconciliation) -> tuple[Forwarding, set[str]]:
    """Does one thing after another. What one object is refused for keeps no other back.

    Returns:
        the outcome, and the names of what is not done.
    """
    steps = _steps_of(api, plan)
    failed = {step.name for step in steps}
    done: list[str] = []
    problems: list[str] = []
    for step in steps:
        refusal = _refusal_of(step)
        if refusal is None:
            done.append(f"{step.verb} Schedule {step.name}")
            failed.discard(step.name)
            continue
        problems.append(f"Schedule {step.name} is not {step.verb}: {refusal}")
        # Each further call would wait for the time limit as well.
        if refusal.code == "unreachable":
            break
    outcome = Forwarding(done=tuple(done), problems=tuple(problems), is_complete=not failed)
    return outcome, failed


def _refusal_of(step: _Step) -> KubernetesRefusal | None:
    try:
        step.act()
    except KubernetesRefusal as refusal:
        return refusal
    return None


def _steps_of(api: KubernetesApi, plan: Reconciliation) -> list[_Step]:
    return [
        *(
            _Step(_name_of(each), "created", lambda each=each: api.create(dict(each)))
            for each in plan.creates
        ),
        *(
            _Step(each.reference.name, "updated", lambda each=each: api.update(each))
            for each in plan.updates
        ),
        *(
            _Step(each.name, "deleted", lambda each=each: api.delete_schedule(each))
            for each in plan.deletes
        ),
    ]


def _describe_conflict(conflict: ScheduleConflict) -> str:
    metadata = conflict.schedule["metadata"]
    where = f"Schedule {metadata['name']} in namespace {metadata['namespace']}"
    if conflict.owner == _SAME_NAME:
        return f"{where} is asked for by two targets that differ"
    whose = (
        "was made by someone else" if conflict.owner is None else f"belongs to {conflict.owner}"
    )
    return (
        f"{where} {whose} and stays as it is; to hand it over, run the action remove-schedules "
        "there, or delete it"
    )


def _held_problem(found: ScheduleReference) -> str:
    return (
        f"Schedule {found.name} stays as it was made for "
        f"{found.annotations.get(RELATION_ANNOTATION)}, which is refused, cannot be read, or is "
        "not listed now"
    )


def _paused_note(found: ScheduleReference) -> str:
    return f"Schedule {found.name} was paused by hand and stays paused"


def _deferred_note(count: int) -> tuple[str, ...]:
    if count == 0:
        return ()
    return (f"{count} {'Schedule is' if count == 1 else 'Schedules are'} made in the next hook",)
