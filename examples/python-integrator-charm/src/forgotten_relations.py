"""Relations that Juju lists, but does not show: sometimes it lists one for ever."""

from dataclasses import replace

from k8s_backup_target.charm import RequirerState
from memory import Memory


def without_forgotten(state: RequirerState, memory: Memory) -> RequirerState:
    """Takes relations for gone that were declared gone.

    They are that until they can be read, or are no longer listed.
    """
    memory.keep_forgotten(state.unreadable)
    unreadable = (name for name in state.unreadable if name not in memory.forgotten)
    return replace(state, unreadable=tuple(unreadable))


def unreadable_problem(name: str) -> str:
    """What the operator can do about one that was not."""
    return (
        f"{name} cannot be read, and what was forwarded for it stays: if the relation is gone for "
        "good, run the action forget-relation"
    )
