"""What the next leader must know, in the peer relation's application databag."""

import json

import ops
from databag import Key

_KEY = "forwarded"


class Memory:
    """Which target was forwarded, and which relation asked for it. For the leader only."""

    def __init__(self, model: ops.Model) -> None:
        self._model = model
        self._relation = model.get_relation("peers")

    def read(self) -> tuple[Key, int] | None:
        """The target that was forwarded, and its relation; None if that is not known."""
        if self._relation is None:
            return None
        try:
            *key, relation = json.loads(self._relation.data[self._model.app][_KEY])
            app, endpoint, model = key
        except (KeyError, TypeError, ValueError):
            return None
        return (str(app), str(endpoint), str(model)), int(relation)

    def write(self, forwarded: tuple[Key, int] | None) -> None:
        """Remembers it, or forgets what was there."""
        if self._relation is None or forwarded == self.read():
            return
        text = "" if forwarded is None else json.dumps([*forwarded[0], forwarded[1]])
        self._relation.data[self._model.app][_KEY] = text
