"""Telling a relation that is gone from a failure."""

import re
from typing import Final

import ops

# Juju 3.6 says "permission denied" of a relation that its controller has forgotten, and Juju 4
# "relation not found".
_GONE: Final = re.compile("relation not found|permission denied", re.IGNORECASE)

# What the operating system says where the agent cannot be asked: that is about no relation.
_NOT_ASKED: Final = re.compile(r"(?:connect|open \S+|exec \S+): permission denied", re.IGNORECASE)


def is_relation_gone(error: ops.ModelError) -> bool:
    """True if a hook command failed because Juju has forgotten its relation.

    A relation can vanish while a hook runs, and the agent may list it for a while afterwards
    (`juju remove-saas --force`, a removed offer): that is not the charm's fault. Keep what was
    made for a relation until Juju no longer lists it.
    """
    if isinstance(error, ops.RelationNotFoundError):
        return True
    message = str(error)
    return _GONE.search(message) is not None and _NOT_ASKED.search(message) is None
