"""Reading the relations of a requirer, one at a time and each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

import ops

from k8s_backup_target._first_target_is_valid import first_target_is_valid

from ._ownership import Naming, Ownership
from ._read_databag import is_shown, read_with_ops
from ._related import RelatedTarget, key_of

if TYPE_CHECKING:
    from k8s_backup_target import read
    from k8s_backup_target._view import Decoded


class Databags:
    """The remote application databags of all relations on some endpoints, decoded.

    A databag is read when it is asked for, since each costs a hook command, and decoded once for
    as long as its content stays.
    """

    def __init__(self, model: ops.Model, endpoints: Sequence[str]) -> None:
        """Reads nothing yet."""
        self._model = model
        self._endpoints = endpoints
        self._is_shown: dict[int, bool] = {}
        self._decoded: dict[int, tuple[Mapping[str, str], Decoded[read.BackupTargetEntry]]] = {}

    def listed(self) -> Iterator[ops.Relation]:
        """Every relation that Juju lists, in its order, whether or not it can be read."""
        for endpoint in self._endpoints:
            yield from self._model.relations[endpoint]

    def read(self, relation: ops.Relation) -> Mapping[str, str] | None:
        """The remote application's databag; None where the relation cannot be read."""
        app = remote_app(relation)
        databag = None if app is None else read_with_ops(relation, app)
        if app is None or databag:
            return databag
        # One hook command for each relation that has nothing, not one each time.
        if relation.id not in self._is_shown:
            self._is_shown[relation.id] = databag is not None and is_shown(relation, app)
        return databag if self._is_shown[relation.id] else None

    def relations(self) -> Iterator[tuple[ops.Relation, Decoded[read.BackupTargetEntry]]]:
        """Every relation that can be read and what it holds, in Juju's order."""
        for relation in self.listed():
            decoded = self._decode(relation)
            if decoded is not None:
                yield relation, decoded

    def ownership(self, may_lack_relations: Callable[[], bool]) -> Ownership:
        """Whose the targets are.

        Args:
            may_lack_relations: tells whether there may be some that this unit does not list.
        """
        listed = tuple(self.listed())
        known = [each for each in listed if remote_app(each) is not None]
        return Ownership(
            self._model, known, lambda: len(known) < len(listed) or may_lack_relations()
        )

    def targets(self) -> Iterator[RelatedTarget]:
        """Every valid target, whoever claims it."""
        for relation, decoded in self.relations():
            for found in decoded.targets:
                yield RelatedTarget(relation, found.path, found.target, is_duplicate=False)

    def targets_of(self, app: str) -> Iterator[RelatedTarget]:
        """Every valid target in an application's own relations, of the oldest relation first."""
        relations = [each for each in self.listed() if (of := remote_app(each)) and of.name == app]
        for relation in sorted(relations, key=lambda each: each.id):
            decoded = self._decode(relation)
            for found in () if decoded is None else decoded.targets:
                yield RelatedTarget(relation, found.path, found.target, is_duplicate=False)

    def refused_names(self, ownership: Ownership) -> Iterator[Naming]:
        """The refused entries that name what others claim too, as far as names can be read.

        Where each claim is of an application that names itself and this model, none decides
        anything, and no databag is read for a second time.
        """
        broken = [relation for relation, decoded in self.relations() if decoded.issues]
        if not broken:
            return
        keys = {
            key
            for related in self.targets()
            if ownership.is_doubtful((related.relation, key := key_of(related)))
        }
        if not keys:
            return
        # It reads JSON, which a hook in which nothing is refused need not do twice.
        from k8s_backup_target._names_in import names_in  # noqa: PLC0415

        for relation in broken:
            for key in keys.intersection(names_in(self.read(relation) or {})):
                yield relation, key

    def has_plain_target(self) -> bool:
        """True where one is told without Pydantic: plain, and of the application that wrote it.

        It reads no further than the first.
        """
        for relation in self.listed():
            databag = self.read(relation)
            app = remote_app(relation)
            if databag is None or app is None:
                continue
            if first_target_is_valid(databag, (app.name, self._model.name)):
                return True
        return False

    def _decode(self, relation: ops.Relation) -> Decoded[read.BackupTargetEntry] | None:
        databag = self.read(relation)
        if databag is None:
            return None
        known = self._decoded.get(relation.id)
        if known is None or known[0] != databag:
            # It imports Pydantic, which a hook without relations can do without.
            from k8s_backup_target._decode import decode_databag  # noqa: PLC0415

            known = self._decoded[relation.id] = (databag, decode_databag(databag))
        return known[1]


def remote_app(relation: ops.Relation) -> ops.Application | None:
    """The remote application; None where Juju does not name it."""
    # ops declares that there is one; while a relation goes away there may be none.
    return cast("ops.Application | None", relation.app)
