"""The actions that end what is forwarded, or begin it again."""

from __future__ import annotations

import ops
from config import read_config
from forwarding import Forwarding, together
from k8s_backup_target.charm import K8sBackupTargetRequirer
from kubernetes_forwarder import withdraw_from_namespace
from memory import NO_MEMORY, Memory
from relation_forwarder import withdraw_from_relation
from shown_text import shown_line, shown_lines

_NOT_LEADER = "this unit is not the leader"


def remove_schedules(model: ops.Model, event: ops.ActionEvent) -> None:
    """Removes everything that this application forwarded.

    Removing the application does not: a backup that someone relies on must not end because a charm
    is replaced.
    """
    if not model.unit.is_leader():
        event.fail(_NOT_LEADER)
        return
    config = read_config(model.config)
    memory = Memory.read(model)
    if memory is None:
        event.fail(NO_MEMORY)
        return
    if config.forward_to == "kubernetes":
        memory.remember_namespace(config.velero_namespace)
    outcomes: list[Forwarding] = [withdraw_from_relation(model, memory)]
    for namespace in memory.namespaces:
        left = withdraw_from_namespace(model, namespace, config, lambda _: False).outcome
        if left.is_complete:
            memory.forget_namespace(namespace)
        outcomes.append(left)
    outcome = together(outcomes)
    memory.is_removed = True
    memory.save()
    event.set_results({"removed": shown_lines(outcome.done, str)})
    if not outcome.is_complete:
        event.fail(f"run it again: {shown_lines(outcome.problems, str)}")


def restore_schedules(model: ops.Model, event: ops.ActionEvent) -> bool:
    """Lets the charm go on after remove-schedules. True if it may forward what is wanted again."""
    if not model.unit.is_leader():
        event.fail(_NOT_LEADER)
        return False
    memory = Memory.read(model)
    if memory is None:
        event.fail(NO_MEMORY)
        return False
    memory.is_removed = False
    memory.save()
    return True


def forget_relation(
    model: ops.Model, requirer: K8sBackupTargetRequirer, event: ops.ActionEvent
) -> bool:
    """Declares a relation gone that Juju lists, but cannot be read: it may list one for ever.

    True if what was forwarded for it may go now.
    """
    name = str(event.params["relation"])
    problem = _forget(model, requirer, name)
    if problem is not None:
        event.fail(problem)
        return False
    event.set_results({"forgotten": name})
    return True


def _forget(model: ops.Model, requirer: K8sBackupTargetRequirer, name: str) -> str | None:
    """Remembers that a relation is gone, or says why not."""
    if not model.unit.is_leader():
        return _NOT_LEADER
    unreadable = requirer.state().unreadable
    if name not in unreadable:
        which = f"these are: {', '.join(unreadable)}" if unreadable else "none is"
        return f"{shown_line(name)} is not a relation that Juju lists and cannot be read; {which}"
    memory = Memory.read(model)
    if memory is None:
        return NO_MEMORY
    if name not in memory.forgotten:
        memory.forgotten.append(name)
    memory.save()
    return None
