"""Telling a relation that is gone from a failure."""

import re
from typing import Final

import ops

# Juju 3.6 says "permission denied" of a relation that its controller has forgotten, and Juju 4
# "relation not found".
_GONE: Final = "relation not found|permission denied"


def is_gone(error: ops.ModelError) -> bool:
    """True if a hook command failed because Juju has forgotten its relation.

    A relation can vanish while a hook runs, and the agent may list it for a while afterwards
    (`juju remove-saas --force`, a removed offer): that is no fault of the charm.
    """
    return (
        isinstance(error, ops.RelationNotFoundError)
        or re.search(_GONE, str(error), re.IGNORECASE) is not None
    )
