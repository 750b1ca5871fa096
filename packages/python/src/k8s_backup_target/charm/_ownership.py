"""Who owns which targets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, Literal, TypeAlias

import ops

from ._related import Key

Naming: TypeAlias = tuple[ops.Relation, Key]
"""A relation, and a target that it names, in a valid entry or in one that is refused."""

Standing: TypeAlias = Literal["owner", "stranger", "yielding", "impostor", "other-model"]
"""Whose target is named.

`owner`: the application names its own target. `stranger`: no related application is known to own
it, and the relation that was made first decides. `yielding`: an application that is related owns
it, and this one may honestly have the same names. `impostor`: an application of this model claims
the target of another that is related. `other-model`: it claims a target of another model.
"""

# The name under which Juju shows the offering side an application of another model.
_CROSS_MODEL: Final = "remote-[0-9a-f]{32}"


class Ownership:
    """The owner of a target is a Juju model and an application in it.

    Any application can write any name into its databag. In this model Juju's own names decide: an
    application owns the targets that name it for as long as it is related, whether or not its own
    entry is valid now. An application of another model is known here by a name that somebody
    chose (`remote-…` to the offering side, the SAAS to the consuming side), which proves nothing.

    It asks only where names leave a doubt: each question is a hook command.
    """

    def __init__(
        self,
        model: ops.Model,
        relations: Iterable[ops.Relation],
        has_unknown: Callable[[], bool],
    ) -> None:
        """Asks nothing yet.

        Args:
            model: the charm's model.
            relations: every relation whose application is known.
            has_unknown: tells whether there may be a relation whose application is not among them.
        """
        self._model = model
        self._relations = tuple(relations)
        self._has_unknown = has_unknown
        self._uuids: dict[int, str | None] = {}
        # A databag holds hundreds of thousands of claims, each of which asks.
        self._elsewhere: dict[int, bool] = {}
        self._by_name: dict[str, list[ops.Relation]] = {}
        for each in self._relations:
            self._by_name.setdefault(each.app.name, []).append(each)

    def is_doubtful(self, naming: Naming) -> bool:
        """True if names do not prove that a target is that of the application which names it."""
        relation, (app, _, model) = naming
        return app != relation.app.name or model != self._model.name

    def standing(self, relation: ops.Relation, key: Key) -> Standing:
        """Whose target is named."""
        app, _, model = key
        is_here = model == self._model.name
        is_own_name = app == relation.app.name
        if is_here and is_own_name:
            return "owner"
        is_proven_here = self._is_proven_here(relation)
        # Its own name with another model belongs to no application while no application of another
        # model is related.
        is_harmless = is_own_name and not any(map(self._is_elsewhere, self._relations))
        if is_proven_here and not is_here and not is_harmless:
            return "other-model"
        if is_here and self._is_related_here(app):
            return "impostor" if is_proven_here else "yielding"
        # A relation that cannot be read, or is not listed, may be the owner's.
        return "yielding" if is_here and self._has_unknown() else "stranger"

    def _is_proven_here(self, relation: ops.Relation) -> bool:
        return not self._is_elsewhere(relation) and self._uuid(relation) is not None

    def _is_related_here(self, app: str) -> bool:
        return any(not self._is_elsewhere(each) for each in self._by_name.get(app, ()))

    def _is_elsewhere(self, relation: ops.Relation) -> bool:
        known = self._elsewhere.get(relation.id)
        if known is None:
            known = self._elsewhere[relation.id] = bool(
                re.fullmatch(_CROSS_MODEL, relation.app.name)
            ) or self._uuid(relation) not in (None, self._model.uuid)
        return known

    def _uuid(self, relation: ops.Relation) -> str | None:
        """The UUID of its application's model; None where Juju does not say, as in 2.9."""
        if relation.id not in self._uuids:
            try:
                self._uuids[relation.id] = relation.remote_model.uuid
            except (ops.ModelError, FileNotFoundError):
                self._uuids[relation.id] = None
        return self._uuids[relation.id]
