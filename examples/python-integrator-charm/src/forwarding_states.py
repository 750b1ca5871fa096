"""The state of each target, in words. Looks only; changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import ops
from config import Config
from descriptions import describe_key, describe_refusal, name_of
from k8s_backup_target import ContractError
from k8s_backup_target.charm import RelatedTarget, read_databag
from k8s_backup_target.velero import (
    Reconciliation,
    reconcile,
    target_name,
    to_velero_backup_config,
)
from kubernetes_api import KubernetesRefusal, connect_to_kubernetes
from receiver_names import receiver_fault
from relation_forwarder import ENDPOINT, MISSING_RELATION
from schedules import make_schedules, velero_options
from velero_backup_databag import has_schedule, is_empty, key_in, key_of

StateOf: TypeAlias = Callable[[RelatedTarget], str]
"""The state of a target, in words."""


def forwarding_states(
    model: ops.Model, targets: Sequence[RelatedTarget], config: Config
) -> StateOf:
    """Looks up what is forwarded, what is held back and why."""
    if config.faults:
        return lambda _: f"held back: {config.faults[0]}"
    is_kubernetes = config.forward_to == "kubernetes"
    look_up = _states_in_kubernetes if is_kubernetes else _states_in_relations
    state_of = look_up(model, targets, config)

    def state(related: RelatedTarget) -> str:
        if related.is_duplicate:
            return "held back: another relation asks for the same target first"
        fault = None if is_kubernetes else receiver_fault(related.target)
        refusal = fault or _refusal_of(related)
        return state_of(related) if refusal is None else f"held back: {refusal}"

    return state


def _refusal_of(related: RelatedTarget) -> str | None:
    """Why Velero would refuse a target."""
    try:
        to_velero_backup_config(related.target)
    except ContractError as error:
        return describe_refusal(error)
    return None


def _states_in_relations(
    model: ops.Model, _targets: Sequence[RelatedTarget], _config: Config
) -> StateOf:
    if not model.unit.is_leader():
        return lambda _: "known to the leader: run this action there"
    relations = model.relations[ENDPOINT]
    read = {each: read_databag(each, model.app) for each in relations}
    databags = {each: databag for each, databag in read.items() if databag is not None}
    if not relations:
        return lambda _: f"held back: {MISSING_RELATION}"
    if not databags:
        return lambda _: f"held back: {name_of(relations[0])} cannot be read"

    def state(related: RelatedTarget) -> str:
        holding = (each for each in databags if key_in(databags[each]) == key_of(related))
        relation = next(holding, next(iter(databags)))
        name, databag = name_of(relation), databags[relation]
        if is_empty(databag):
            return f"held back: {name} holds nothing: several targets ask for it, or it is gone"
        if key_in(databag) != key_of(related):
            return f"held back: {name} holds {describe_key(key_in(databag))}"
        how = "with a schedule" if has_schedule(databag) else "on demand only"
        return f"forwarded to {name}, {how}"

    return state


def _states_in_kubernetes(
    model: ops.Model, targets: Sequence[RelatedTarget], config: Config
) -> StateOf:
    if config.schedule.cron is None:
        return lambda _: "backed up on demand only"
    options = velero_options(model, config)
    try:
        api = connect_to_kubernetes(model.app.name, config.timeout_seconds)
        existing = api.list_schedules(config.velero_namespace)
    except KubernetesRefusal as refusal:
        text = f"not known: {refusal}"
        return lambda _: text
    counting = [each for each in targets if not each.is_duplicate]
    made = make_schedules(counting, config, options)
    return _state_by_name(reconcile(made.manifests, existing, managed_by=options.managed_by))


def _state_by_name(plan: Reconciliation) -> StateOf:
    missing = {each["metadata"]["name"] for each in plan.creates}
    owners = {
        each.schedule["metadata"]["name"]: "someone else" if each.owner is None else each.owner
        for each in plan.conflicts
    }
    paused = {each.name for each in plan.paused_by_hand}

    def state(related: RelatedTarget) -> str:
        name = target_name(related.target)
        if name in owners:
            return f"held back: Schedule {name} belongs to {owners[name]}"
        if name in missing:
            return f"held back: Schedule {name} is not there yet"
        return f"Schedule {name}{', paused by hand' if name in paused else ''}"

    return state
