"""A copy of what a charm gave, in plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, cast

# Deeper values are left out: the contract nests less, so they are refused where they begin.
_MOST_LEVELS: Final = 6


def plain_copy(value: object) -> object:
    """Models and mappings as dicts, tuples as lists, and the text of each string.

    Each field is read once: a mapping may answer differently at each read, and what is checked
    must be what is published. Whatever else there is stays, to be refused.

    Raises:
        Exception: whatever a mapping or a model raises when it is read.
    """
    return _copy(value, _MOST_LEVELS)


def _copy(value: object, levels: int) -> object:
    if isinstance(value, str):
        # A subclass, such as a member of an enumeration, may show another text than it holds.
        return str.__str__(value)
    fields = _fields_of(value)
    if fields is not None:
        inner = fields if levels > 0 else ()
        return {_copy_key(key): _copy(item, levels - 1) for key, item in inner}
    if isinstance(value, (list, tuple)):
        items = cast("Iterable[object]", value) if levels > 0 else ()
        return [_copy(item, levels - 1) for item in items]
    return value


def _copy_key(key: object) -> object:
    return str.__str__(key) if isinstance(key, str) else key


def _fields_of(value: object) -> Iterable[tuple[object, object]] | None:
    """Names and values of a mapping or a model; None of anything else."""
    if isinstance(value, Mapping):
        return cast("Mapping[object, object]", value).items()
    # A model iterates over its fields. Told without Pydantic, which most hooks do without.
    if hasattr(type(value), "model_fields"):
        return cast("Iterable[tuple[object, object]]", value)
    return None
