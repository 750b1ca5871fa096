"""The outcome of forwarding the targets to Velero."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, kw_only=True)
class Forwarding:
    """What was done, and what is left."""

    problems: tuple[str, ...] = ()
    """Faults that the operator must know of or correct."""

    notes: tuple[str, ...] = ()
    """Work that a later hook does by itself, while everything else is backed up as it should be."""

    waits: tuple[str, ...] = ()
    """Targets without backups until a later hook forwards them by itself."""

    done: tuple[str, ...] = ()
    """Changes that were made, for the log."""

    is_complete: bool = True
    """True if everything wanted is in place, and nothing else."""


@dataclass(frozen=True, kw_only=True)
class PlaceForwarding:
    """The outcome at the place that config names, which the places before it are left for."""

    outcome: Forwarding
    unserved: frozenset[str]
    """The names, as their Schedules have them, of targets that nothing backs up there yet."""

    settling: frozenset[str] = frozenset()
    """Those of them that the place holds, and which it is certain to serve by the next
    update-status."""


def problem(text: str) -> Forwarding:
    """A problem that keeps everything as it is."""
    return Forwarding(problems=(text,), is_complete=False)


def together(outcomes: Iterable[Forwarding]) -> Forwarding:
    """Several outcomes as one."""
    every = tuple(outcomes)
    return Forwarding(
        problems=tuple(chain.from_iterable(each.problems for each in every)),
        notes=tuple(chain.from_iterable(each.notes for each in every)),
        waits=tuple(chain.from_iterable(each.waits for each in every)),
        done=tuple(chain.from_iterable(each.done for each in every)),
        is_complete=all(each.is_complete for each in every),
    )
