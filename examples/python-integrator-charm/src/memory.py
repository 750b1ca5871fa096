"""State for the next leader, in the peer relation's application databag."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import ops
from k8s_backup_target.charm import read_databag
from shown_text import compact_json
from velero_backup_databag import Databag, Key, write_own

_NAMESPACES = "schedule-namespaces"
_FORWARDED = "forwarded"
_REMOVED = "schedules-removed"
_FORGOTTEN = "forgotten-relations"
_KNOWN = "known-relations"

NO_MEMORY = (
    "the peer relation cannot be read, which holds what was forwarded: nothing is changed until it "
    "can"
)
"""The problem of a charm that cannot read what it did before."""


@dataclass(frozen=True)
class Forwarded:
    """Which target is in the databag of `velero-backup`, and which relation asked for it."""

    key: Key
    relation: str


class Memory:
    """What was forwarded where. Only the leader reads and writes it.

    A unit's own state would not do: it goes with the unit. The TypeScript integrator writes and
    reads the same, so one can take over from the other.
    """

    def __init__(
        self,
        app: ops.Application,
        relation: ops.Relation | None = None,
        stored: Databag | None = None,
    ) -> None:
        self._app = app
        self._relation = relation
        self._stored = dict(stored or {})
        self._namespaces = _list_in(self._stored.get(_NAMESPACES))
        self.forgotten = _list_in(self._stored.get(_FORGOTTEN))
        """Relations that the operator declared gone, though Juju lists them."""
        self._known = _list_in(self._stored.get(_KNOWN))
        self.forwarded = _forwarded_in(self._stored.get(_FORWARDED))
        """The target that was forwarded over `velero-backup`; None if that is not known."""
        self.is_removed = self._stored.get(_REMOVED) == "true"
        """True from the action remove-schedules until restore-schedules."""

    @classmethod
    def read(cls, model: ops.Model) -> Memory | None:
        """Reads it. Empty before Juju has made the peer relation.

        Juju may list several, after a refresh to another name of the endpoint and back: the first
        that can be read counts. None where there are such relations, and none can be read.
        """
        relations = model.relations["peers"]
        for relation in relations:
            stored = read_databag(relation, model.app)
            if stored is not None:
                return cls(model.app, relation, stored)
        return None if relations else cls(model.app)

    @property
    def namespaces(self) -> tuple[str, ...]:
        """The namespaces in which Schedules of this application may exist."""
        return tuple(self._namespaces)

    def remember_namespace(self, namespace: str) -> None:
        """Remembers that Schedules may come to be in a namespace.

        Juju keeps that only if this hook succeeds: make the first one there in a later hook, once
        `is_kept` says so.
        """
        if namespace not in self._namespaces:
            self._namespaces.append(namespace)

    def is_kept(self, namespace: str) -> bool:
        """True if an earlier hook remembered a namespace: no fault of this one forgets it."""
        return namespace in _list_in(self._stored.get(_NAMESPACES))

    def forget_namespace(self, namespace: str) -> None:
        """Call it once no Schedule of this application is left in a namespace."""
        if namespace in self._namespaces:
            self._namespaces.remove(namespace)

    def knows(self, relation: str) -> bool:
        """Tells whether this deployment ever listed a relation.

        What is noted to be of another is of a deployment before this one.
        """
        return relation in self._known

    def remember_relations(self, relations: Iterable[str]) -> None:
        """Remembers the relations that Juju lists now."""
        self._known = list(dict.fromkeys([*self._known, *relations]))

    def forget_relations_but(self, relations: Iterable[str]) -> None:
        """Call it once nothing is left of the relations that are listed no more."""
        self._known = list(relations)

    def save(self) -> None:
        """Writes what has changed. Juju keeps it if the hook succeeds."""
        if self._relation is None:
            return
        wanted = {
            _NAMESPACES: compact_json(self._namespaces) if self._namespaces else "",
            _FORWARDED: "" if self.forwarded is None else _encoded(self.forwarded),
            _REMOVED: "true" if self.is_removed else "",
            _FORGOTTEN: compact_json(self.forgotten) if self.forgotten else "",
            _KNOWN: compact_json(self._known) if self._known else "",
        }
        changes = {key: text for key, text in wanted.items() if self._stored.get(key, "") != text}
        if changes:
            write_own(self._relation, self._app, changes)


def _list_in(text: str | None) -> list[str]:
    value = _parsed(text)
    items = cast("list[object]", value) if isinstance(value, list) else []
    # In order, and each once.
    return list(dict.fromkeys(item for item in items if isinstance(item, str)))


def _forwarded_in(text: str | None) -> Forwarded | None:
    value = _parsed(text)
    if not isinstance(value, dict):
        return None
    stored = cast("dict[str, object]", value)
    app, endpoint, model, relation = (
        stored.get(name, "") for name in ("app", "endpoint", "model", "relation")
    )
    if not (isinstance(app, str) and isinstance(endpoint, str)):
        return None
    if not (isinstance(model, str) and isinstance(relation, str)):
        return None
    return Forwarded((app, endpoint, model), relation)


def _parsed(text: str | None) -> object:
    try:
        return json.loads(text or "null")
    except (ValueError, RecursionError):
        return None


def _encoded(forwarded: Forwarded) -> str:
    app, endpoint, model = forwarded.key
    fields = {"app": app, "endpoint": endpoint, "model": model, "relation": forwarded.relation}
    return compact_json(fields)
