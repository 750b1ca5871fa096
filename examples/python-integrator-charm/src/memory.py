"""State for the next leader, in the peer relation's application databag."""

import json
from collections.abc import Collection
from typing import cast

import ops
from databag import Key, write_own
from k8s_backup_target.charm import read_databag

_FORWARDED = "forwarded"
_FORGOTTEN = "forgotten-relations"

NO_MEMORY = (
    "the peer relation cannot be read, which holds what was forwarded: nothing is changed until it "
    "can"
)
"""The problem of a charm that cannot read what it did before."""


class Memory:
    """Which target was forwarded, and which relation asked for it. For the leader only.

    Juju may list several peer relations, after a refresh to another name of the endpoint and back:
    the first that can be read counts.

    The TypeScript integrator writes and reads the same, so one can take over from the other.
    """

    def __init__(self, model: ops.Model) -> None:
        self._model = model
        self._relation: ops.Relation | None = None
        self._stored: dict[str, str] = {}
        relations = model.relations["peers"]
        for relation in relations:
            stored = read_databag(relation, model.app)
            if stored is not None:
                self._relation, self._stored = relation, dict(stored)
                break
        self.is_readable = self._relation is not None or not relations
        """False where Juju lists the peer relation, but does not show it."""

    def read(self) -> tuple[Key, str] | None:
        """The target that was forwarded, and its relation; None if that is not known."""
        try:
            stored = json.loads(self._stored.get(_FORWARDED, ""))
            key = stored["app"], stored["endpoint"], stored["model"]
            return key, stored["relation"]
        except (KeyError, TypeError, ValueError):
            return None

    def write(self, forwarded: tuple[Key, str] | None) -> None:
        """Remembers it, or forgets what was there."""
        if forwarded != self.read():
            self._set(_FORWARDED, "" if forwarded is None else _encoded(*forwarded))

    @property
    def forgotten(self) -> list[str]:
        """Relations that the operator declared gone, though Juju lists them."""
        try:
            stored: object = json.loads(self._stored.get(_FORGOTTEN, ""))
        except ValueError:
            return []
        items = cast("list[object]", stored) if isinstance(stored, list) else []
        return [item for item in items if isinstance(item, str)]

    def forget(self, relation: str) -> None:
        """Declares a relation gone."""
        self._set_forgotten([*self.forgotten, relation])

    def keep_forgotten(self, unreadable: Collection[str]) -> None:
        """Drops those that can be read again, or are no longer listed."""
        self._set_forgotten([name for name in self.forgotten if name in unreadable])

    def _set_forgotten(self, names: list[str]) -> None:
        if names != self.forgotten:
            self._set(_FORGOTTEN, _compact(names) if names else "")

    def _set(self, key: str, text: str) -> None:
        if self._relation is not None:
            write_own(self._relation, self._model.app, {key: text})
            self._stored[key] = text


def _encoded(key: Key, relation: str) -> str:
    app, endpoint, model = key
    fields = {"app": app, "endpoint": endpoint, "model": model, "relation": relation}
    return _compact(fields)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
