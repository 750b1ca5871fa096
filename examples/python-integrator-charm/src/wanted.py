"""The backups that the applications ask for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from descriptions import name_of
from k8s_backup_target.charm import K8sBackupTargetRequirer, RelatedTarget, RequirerState
from memory import Memory

SOURCES = ("k8s-backup-target", "backup-targets")
"""Juju relates a `provides` with a `requires` only: clients of either kind find one here."""

_MOST_IN_RELATION = 1000
"""More targets of one relation are not forwarded: Velero looks at every Schedule each minute."""


@dataclass(frozen=True)
class Wanted:
    """What is wanted, and what may be withdrawn."""

    targets: tuple[RelatedTarget, ...]
    """Every valid target once, as many as are forwarded."""

    state: RequirerState
    """Tells what may be withdrawn."""

    excess: dict[str, int] = field(default_factory=dict[str, int])
    """How many targets of a relation are left out, where it asks for more than a thousand."""

    @classmethod
    def read(cls, requirer: K8sBackupTargetRequirer) -> Wanted:
        """Reads what the applications ask for."""
        state = requirer.state()
        counts: Counter[str] = Counter()
        targets: list[RelatedTarget] = []
        for related in state.wanted:
            relation = name_of(related.relation)
            counts[relation] += 1
            if counts[relation] <= _MOST_IN_RELATION:
                targets.append(related)
        excess = {
            relation: count - _MOST_IN_RELATION
            for relation, count in counts.items()
            if count > _MOST_IN_RELATION
        }
        return cls(tuple(targets), state, excess)

    def without_forgotten(self, memory: Memory) -> Wanted:
        """Takes relations for gone that were declared gone.

        They are that until they can be read, or are no longer listed.
        """
        unreadable = self.state.unreadable
        memory.forgotten = [name for name in memory.forgotten if name in unreadable]
        left = tuple(name for name in unreadable if name not in memory.forgotten)
        return replace(self, state=replace(self.state, unreadable=left))

    def unreadable_problems(self) -> tuple[str, ...]:
        """What the operator can do about relations that are listed, but not shown."""
        return tuple(
            f"{name} cannot be read, and what was forwarded for it stays: if the relation is gone "
            "for good, run the action forget-relation"
            for name in self.state.unreadable
        )

    def excess_problems(self) -> tuple[str, ...]:
        """Messages about targets that are left out, for the operator."""
        return tuple(
            f"{relation} asks for {_MOST_IN_RELATION + count} backup targets, of which {count} are "
            "not forwarded"
            for relation, count in self.excess.items()
        )
