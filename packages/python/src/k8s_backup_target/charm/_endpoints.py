"""The endpoints of one role."""

from collections.abc import Sequence


def endpoints_of(relation_name: str | Sequence[str]) -> tuple[str, ...]:
    """One endpoint or several, as a tuple without repetitions."""
    names = (relation_name,) if isinstance(relation_name, str) else relation_name
    return tuple(dict.fromkeys(names))
