"""State for the next leader, in the peer relation's application databag."""

import json

import ops
from databag import Key

_KEY = "forwarded"


class Memory:
    """Which target was forwarded, and which relation asked for it. For the leader only.

    The TypeScript integrator writes and reads the same, so that one can take over from the other.
    """

    def __init__(self, model: ops.Model) -> None:
        self._model = model
        self._relation = model.get_relation("peers")

    def read(self) -> tuple[Key, str] | None:
        """The target that was forwarded, and its relation; None if that is not known."""
        try:
            stored = json.loads(self._text())
            key = stored["app"], stored["endpoint"], stored["model"]
            return key, stored["relation"]
        except (KeyError, TypeError, ValueError):
            return None

    def write(self, forwarded: tuple[Key, str] | None) -> None:
        """Remembers it, or forgets what was there."""
        if self._relation is None or forwarded == self.read():
            return
        text = "" if forwarded is None else _encoded(*forwarded)
        self._relation.data[self._model.app][_KEY] = text

    def _text(self) -> str:
        return "" if self._relation is None else self._relation.data[self._model.app].get(_KEY, "")


def _encoded(key: Key, relation: str) -> str:
    app, endpoint, model = key
    fields = {"app": app, "endpoint": endpoint, "model": model, "relation": relation}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
