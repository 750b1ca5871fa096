"""State for the next leader, in the peer relation's application databag."""

import json

import ops
from databag import Key, read_own, write_own

_KEY = "forwarded"

NO_MEMORY = (
    "the peer relation cannot be read, which holds what was forwarded: nothing is changed until it "
    "can"
)
"""The problem of a charm that cannot read what it did before."""


class Memory:
    """Which target was forwarded, and which relation asked for it. For the leader only.

    Juju may list several peer relations, after a refresh to another name of the endpoint and back:
    the first that can be read counts.

    The TypeScript integrator writes and reads the same, so that one can take over from the other.
    """

    def __init__(self, model: ops.Model) -> None:
        self._model = model
        self._relation: ops.Relation | None = None
        self._stored: dict[str, str] = {}
        relations = model.relations["peers"]
        for relation in relations:
            stored = read_own(relation, model.app)
            if stored is not None:
                self._relation, self._stored = relation, stored
                break
        self.is_readable = self._relation is not None or not relations
        """False where Juju lists the peer relation, but does not show it."""

    def read(self) -> tuple[Key, str] | None:
        """The target that was forwarded, and its relation; None if that is not known."""
        try:
            stored = json.loads(self._stored.get(_KEY, ""))
            key = stored["app"], stored["endpoint"], stored["model"]
            return key, stored["relation"]
        except (KeyError, TypeError, ValueError):
            return None

    def write(self, forwarded: tuple[Key, str] | None) -> None:
        """Remembers it, or forgets what was there."""
        if self._relation is None or forwarded == self.read():
            return
        text = "" if forwarded is None else _encoded(*forwarded)
        write_own(self._relation, self._model.app, {_KEY: text})
        self._stored[_KEY] = text


def _encoded(key: Key, relation: str) -> str:
    app, endpoint, model = key
    fields = {"app": app, "endpoint": endpoint, "model": model, "relation": relation}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
