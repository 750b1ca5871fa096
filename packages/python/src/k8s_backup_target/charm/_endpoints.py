"""The endpoints of one role."""

import json
import re
from collections.abc import Sequence
from typing import Final

import ops

# As Juju's own rule has it, which also allows capitals and underscores.
_ENDPOINT: Final = "[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*"


def endpoints_of(meta: ops.CharmMeta, relation_name: str | Sequence[str]) -> tuple[str, ...]:
    """One endpoint or several, as a tuple without repetitions.

    Raises:
        ValueError: for none, for what no endpoint is named, such as `backup:1`, and for one that
            the charm's metadata does not declare.
    """
    names = (relation_name,) if isinstance(relation_name, str) else tuple(relation_name)
    if not names:
        raise ValueError("relation_name: name at least one endpoint")
    declared = [*meta.provides, *meta.requires]
    for name in names:
        # A caller without type checks may give anything.
        if not isinstance(name, str) or not re.fullmatch(_ENDPOINT, name):  # pyright: ignore[reportUnnecessaryIsInstance]
            quoted = json.dumps(name, default=str)
            raise ValueError(f"relation_name: {quoted} is not the name of an endpoint")
        if name not in declared:
            raise ValueError(
                f"relation_name: the charm's metadata does not declare {name} under provides or "
                f"requires, only {', '.join(declared) or 'none'}"
            )
    return tuple(dict.fromkeys(names))
