"""Reading a databag, with an answer of its own for a relation that Juju does not show."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

import ops

from ._gone import is_relation_gone


def read_databag(relation: ops.Relation, app: ops.Application) -> Mapping[str, str] | None:
    """An application's databag; None of a relation that Juju lists, but does not show.

    Of such a relation ops says that its databag is empty, which a charm would take for withdrawn.
    Where ops has nothing, this asks Juju itself: one hook command for each empty databag.

    Raises:
        ops.ModelError: if Juju cannot be asked.
    """
    databag = read_with_ops(relation, app)
    return databag if databag or (databag is not None and is_shown(relation, app)) else None


def read_with_ops(relation: ops.Relation, app: ops.Application) -> Mapping[str, str] | None:
    """What ops says: empty may mean that the relation cannot be read."""
    try:
        return dict(relation.data[app])
    except ops.ModelError as error:
        if not is_relation_gone(error):
            raise
        return None


def is_shown(relation: ops.Relation, app: ops.Application) -> bool:
    """True if Juju shows the databag of a relation.

    Raises:
        ops.ModelError: if Juju cannot be asked.
    """
    where = ["-r", f"{relation.name}:{relation.id}", "--app", "-", app.name]
    try:
        ended = subprocess.run(  # noqa: S603 - names of Juju, and no shell
            ["relation-get", "--format=json", *where],  # noqa: S607 - Juju puts its commands on PATH
            capture_output=True,
            check=False,
            text=True,
        )
    except FileNotFoundError:
        # Not run by Juju but by ops.testing, of which ops knows the truth.
        return True
    if ended.returncode == 0:
        return True
    error = ops.ModelError(ended.stderr)
    if is_relation_gone(error):
        return False
    raise error
