"""Comparing what is in a databag with what must be there."""

import json

from ._issue import ContractError


def is_json_of(current: str | None, wanted: str | None) -> bool:
    """True if two texts are JSON of the same value, or both missing.

    Spacing, escapes and the order of keys do not count: rewriting them would fire a
    `relation-changed` on every remote unit for nothing.
    """
    if current is None or wanted is None or current == wanted:
        return current == wanted
    try:
        return _canonical(current) == _canonical(wanted)
    except ContractError:
        return False


def _canonical(text: str) -> str:
    """Unlike `==` on values, it tells `true` from `1`."""
    # In a hook that changes nothing the texts are the same, and nothing is parsed.
    from ._parse_json import parse_json  # noqa: PLC0415

    return json.dumps(parse_json(text).value, sort_keys=True)
