"""Reading the relations of a requirer, one at a time and each once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

import ops

from k8s_backup_target.begins_plainly import begins_plainly

from .gone import is_gone
from .related import RelatedTarget

if TYPE_CHECKING:
    from k8s_backup_target import read
    from k8s_backup_target.view import Decoded


class Databags:
    """The remote application databags of all relations on some endpoints, decoded.

    A databag is read when it is asked for, since each costs a hook command, and decoded once for
    as long as its content stays. Relations that are gone or have no remote application are left
    out.
    """

    def __init__(self, model: ops.Model, endpoints: Sequence[str]) -> None:
        """Reads nothing yet."""
        self._model = model
        self._endpoints = endpoints
        self._decoded: dict[int, tuple[Mapping[str, str], Decoded[read.BackupTargetEntry]]] = {}

    def relations(self) -> Iterator[tuple[ops.Relation, Decoded[read.BackupTargetEntry]]]:
        """Every relation that can be read and what it holds, in Juju's order."""
        for endpoint in self._endpoints:
            for relation in self._model.relations[endpoint]:
                decoded = self._decode(relation)
                if decoded is not None:
                    yield relation, decoded

    def targets(self) -> Iterator[RelatedTarget]:
        """Every valid target, whoever claims it."""
        for relation, decoded in self.relations():
            for found in decoded.targets:
                yield RelatedTarget(relation, found.path, found.target, is_duplicate=False)

    def has_target(self) -> bool:
        """True if there is a valid target. It reads no further than the first."""
        for endpoint in self._endpoints:
            for relation in self._model.relations[endpoint]:
                databag = read_databag(relation)
                # A plain target is told without Pydantic.
                if databag is not None and begins_plainly(databag):
                    return True
                decoded = self._decode(relation)
                if decoded is not None and decoded.targets:
                    return True
        return False

    def _decode(self, relation: ops.Relation) -> Decoded[read.BackupTargetEntry] | None:
        databag = read_databag(relation)
        if databag is None:
            return None
        known = self._decoded.get(relation.id)
        if known is None or known[0] != databag:
            # It imports Pydantic, which a hook without relations can do without.
            from k8s_backup_target.decode import decode_databag  # noqa: PLC0415

            known = self._decoded[relation.id] = (databag, decode_databag(databag))
        return known[1]


def read_databag(relation: ops.Relation) -> Mapping[str, str] | None:
    """The remote application's databag; None where the relation is gone or has no application."""
    # ops declares that there is an application; while a relation goes away there may be none.
    app = cast("ops.Application | None", relation.app)
    if app is None:
        return None
    try:
        return dict(relation.data[app])
    except ops.ModelError as error:
        if not is_gone(error):
            raise
        return None
