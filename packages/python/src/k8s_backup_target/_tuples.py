"""Tuples, in which Python authors keep constants, as the lists that JSON has."""

from collections.abc import Iterable
from typing import cast

from pydantic import BaseModel
from pydantic_core import PydanticKnownError

_PLAIN = (list, dict, str, BaseModel)


def list_of_tuple(value: object) -> object:
    """A tuple as a list, and everything else as it is.

    Sets are refused, since their order differs from run to run, and generators, since they are
    empty when they are read again: Pydantic 2.6 takes them even in strict mode.
    """
    if isinstance(value, tuple):
        return list(cast("tuple[object, ...]", value))
    if isinstance(value, Iterable) and not isinstance(value, _PLAIN):
        raise PydanticKnownError("list_type")
    return cast("object", value)
