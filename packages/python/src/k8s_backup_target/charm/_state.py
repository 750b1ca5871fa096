"""What a charm needs that makes something agree with the targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ._related import RelatedTarget


@dataclass(frozen=True, slots=True)
class RequirerState:
    """What must be backed up now, for a charm that makes its cluster, or a databag, agree with it.

    Apply `wanted`. Withdraw what was forwarded earlier and is no longer wanted only where
    `may_withdraw` says so: a config error in a databag, a unit that is removed or a relation that
    cannot be read must end no backups.
    """

    wanted: tuple[RelatedTarget, ...]
    """The target that counts for each app, relation_name and model, in Juju's order."""

    held_back: Mapping[str, str]
    """The relations that hold something refused now, with the application at the other end.

    So do those with a claim that waits because its owner is related, or may be, and publishes no
    valid target. Complete, however many issues there are. What was forwarded for them stays as it
    was. A key is `k8s-backup-target:3`: endpoint and relation id.
    """

    unreadable: tuple[str, ...]
    """The relations that Juju lists, but cannot be read.

    Juju has forgotten them, or fails for the moment: what was forwarded for them stays until Juju
    no longer lists them. Name them in the unit's status.
    """

    leaving: bool
    """True if relations that this unit does not list may live on without it.

    It is being removed, or may be, or has just become the leader, and Juju has not told it of
    every relation yet.
    """

    def may_withdraw(self, relation: str) -> bool:
        """True if what was forwarded for a relation is to be withdrawn once it is not wanted.

        Args:
            relation: for example `k8s-backup-target:3`.
        """
        return not (self.leaving or relation in self.held_back or relation in self.unreadable)
