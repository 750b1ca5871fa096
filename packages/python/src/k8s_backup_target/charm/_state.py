"""What a charm needs that makes something agree with the targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ._related import RelatedTarget, id_of


@dataclass(frozen=True, slots=True)
class RequirerState:
    """What must be backed up now, for a charm that makes its cluster, or a databag, agree with it.

    Apply `wanted`; what was forwarded for one relation may be replaced by what another wants only
    where `may_replace` says so. Withdraw what was forwarded earlier and is no longer wanted only
    where `may_withdraw` says so: a config error in a databag, a unit that is removed or a relation
    that cannot be read must end no backups.
    """

    wanted: tuple[RelatedTarget, ...]
    """The target that counts for each app, relation_name and model, in Juju's order."""

    held_back: Mapping[str, str]
    """The relations that hold something refused now, with the application at the other end.

    So do those with a claim that waits for the one that decides: that of its owner, which is
    related, or may be, and publishes no valid target, or one that is refused. Complete, however
    many issues there are. What was forwarded for them stays as it was. A key is
    `k8s-backup-target:3`: endpoint and relation id.
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

    model: str
    """The name of this unit's model, in which applications own the targets that name them."""

    def may_withdraw(self, relation: str) -> bool:
        """True if what was forwarded for a relation is to be withdrawn once it is not wanted.

        Args:
            relation: for example `k8s-backup-target:3`.
        """
        return not (self.leaving or relation in self.held_back or relation in self.unreadable)

    def may_replace(self, relation: str, target: RelatedTarget) -> bool:
        """True if a wanted target may take the place of what was forwarded under the same names.

        Where it may not, that stays as it is, and the target waits: the other relation is refused
        now, cannot be read or is not listed, so whether it gives the target up is not known. An
        owner in this model always may.

        Args:
            relation: for which it was forwarded, for example `k8s-backup-target:3`.
            target: one of `wanted`.
        """
        if id_of(target.relation) == relation or self.may_withdraw(relation):
            return True
        app, model = target.target.app, target.target.model
        return app == target.relation.app.name and model == self.model
