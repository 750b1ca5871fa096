"""Telling what a unit does not list any more, or not yet, from what is gone."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any, Final

import ops

_BEFORE_NEW_RELATIONS: Final = ("leader-elected", "config-changed", "upgrade-charm")


def is_before_new_relations() -> bool:
    """True in a hook that Juju may run before it tells the unit of a new relation."""
    return _hook() in _BEFORE_NEW_RELATIONS


def is_leaving(model: ops.Model) -> bool | None:
    """True if Juju is removing this unit; None where it does not say.

    A unit that is being removed runs relation-broken for relations that live on for the other
    units, and no longer lists them afterwards. Juju names it in relation-departed; where the other
    application has no units, only relation-broken comes, and `goal-state` tells.
    """
    try:
        goals = _goals()
    except FileNotFoundError:
        # Not run by Juju but by ops.testing, which knows the number of units that stay.
        return model.app.planned_units() == 0
    try:
        status = goals["units"][model.unit.name]["status"]
    except (KeyError, TypeError):
        return None
    return status == "dying" if isinstance(status, str) else None


def may_be_leaving(model: ops.Model) -> bool:
    """True in the end of a relation that may be that of a unit which leaves.

    Where Juju does not say, a relation-broken is taken for one.
    """
    if not _hook().endswith(("-relation-departed", "-relation-broken")):
        return False
    leaving = is_leaving(model)
    return _hook().endswith("-relation-broken") if leaving is None else leaving


def lists_all(endpoints: Iterable[str], listed: AbstractSet[str]) -> bool:
    """True if there is no relation that a unit which has just become the leader does not list yet.

    Juju may run leader-elected, config-changed and upgrade-charm before it tells a unit of a
    relation for which the leader before it has made something already. False where Juju does not
    say.

    Args:
        endpoints: the endpoints to look at.
        listed: the applications of the relations that the unit lists on them.
    """
    try:
        relations = _goals()["relations"]
        related = {name for endpoint in endpoints for name in relations.get(endpoint, {})}
        # Units have a slash, and so has the URL of an application of another model.
        return all("/" in name or name in listed for name in related)
    except FileNotFoundError:
        # ops.testing lists every relation.
        return True
    except (KeyError, TypeError, AttributeError):
        return False


def _hook() -> str:
    """As Juju calls it: known before the first handler runs. Of an action, its name.

    With underscores for its hyphens where ops.testing of ops 3.0 runs the charm.
    """
    return os.environ.get("JUJU_DISPATCH_PATH", "").rpartition("/")[2].replace("_", "-")


def _goals() -> Any:  # noqa: ANN401 - as Juju prints it
    """`goal-state`; None where it fails.

    Raises:
        FileNotFoundError: where there is no Juju.
    """
    ended = subprocess.run(
        ["goal-state", "--format=json"],  # noqa: S607 - Juju puts its commands on PATH
        capture_output=True,
        check=False,
    )
    try:
        return json.loads(ended.stdout) if ended.returncode == 0 else None
    except ValueError:
        return None
