"""Checks of plain data that need no Pydantic.

To import Pydantic and to build a model takes a third of a hook's time, and nearly everything that
charms publish is plain and valid. Each check gives the value as its model would dump it, and
raises `NotPlainError` where it is not sure: the model then judges, and says what is wrong.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias, cast

from ._unicode import is_well_formed

Check: TypeAlias = Callable[[object], object]
Fields: TypeAlias = dict[str, object]


class NotPlainError(ValueError):
    """A value that is invalid, or not made of Python's own types."""


def text(*, pattern: str = "", min_length: int = 0, max_length: int | None = None) -> Check:
    """A string without lone surrogates."""

    def check(value: object) -> str:
        if type(value) is not str or not is_well_formed(value) or len(value) < min_length:
            raise NotPlainError
        if max_length is not None and len(value) > max_length:
            raise NotPlainError
        # The schema's patterns are anchored and portable; `$` alone would pass a final newline.
        if pattern and re.fullmatch(pattern, value) is None:
            raise NotPlainError
        return value

    return check


def boolean(value: object) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise NotPlainError
    return value


def list_of(item: Check) -> Check:
    """A list or a tuple, as a list."""

    def check(value: object) -> list[object]:
        if type(value) is not list and type(value) is not tuple:
            raise NotPlainError
        return [item(each) for each in cast("list[object]", value)]

    return check


def map_of(item: Check) -> Check:
    """An object with any keys."""
    key = text()

    def check(value: object) -> Fields:
        if type(value) is not dict:
            raise NotPlainError
        entries = cast("dict[object, object]", value).items()
        return {cast("str", key(name)): item(each) for name, each in entries}

    return check


def optional(check: Check) -> Check:
    """A value that may be null, or missing from its object."""
    return lambda value: None if value is None else check(value)


def object_of(fields: Mapping[str, Check]) -> Callable[[object], Fields]:
    """An object with these keys and no other, which it gives in this order, null where unset."""

    def check(value: object) -> Fields:
        if type(value) is not dict:
            raise NotPlainError
        given = cast("dict[str, object]", value)
        if not given.keys() <= fields.keys():
            raise NotPlainError
        return {name: check(given.get(name)) for name, check in fields.items()}

    return check


def published(
    *, left_out_when_unset: Collection[str], **inner: Callable[[object], object]
) -> Callable[[object], Fields]:
    """What is published of a checked object: without these fields where they are null."""

    def publish(value: object) -> Fields:
        fields = dict(cast("Fields", value))
        for name in left_out_when_unset:
            if fields[name] is None:
                del fields[name]
        for name, publish_inner in inner.items():
            fields[name] = publish_inner(fields[name])
        return fields

    return publish


def each(publish: Callable[[object], object]) -> Callable[[object], object]:
    """What is published of a checked list, which may be null where it is optional."""
    return lambda values: (
        None if values is None else [publish(value) for value in cast("list[object]", values)]
    )
