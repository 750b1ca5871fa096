"""JSON texts, read as JavaScript's `JSON.parse` reads them."""

import re
from collections.abc import Iterable
from json import JSONDecoder
from typing import Any, Final, NamedTuple, NoReturn, cast

from ._deep_json import load_deep
from ._issue import ContractError
from ._unicode import LONE_SURROGATE, is_well_formed, may_hold_lone_surrogate

MAX_DEPTH: Final = 200
"""How deep a text may nest arrays and objects.

The contract needs five levels; Pydantic's and Python's JSON readers give up at about 200 and 990,
and a charm must never die of its input.
"""

# JavaScript and Python refuse it alike. Escaping the surrogate must not make sense of it.
_BACKSLASH_AND_SURROGATE: Final = rf"(?<!\\)(?:\\\\)*\\{LONE_SURROGATE}"


class Parsed(NamedTuple):
    """A JSON value, and what is known of it."""

    value: object
    """The value; its numbers are floats, since none is valid in the contract."""

    well_formed: bool
    """True if no string in `value` holds a lone surrogate; false if one may."""


def parse_json(text: str) -> Parsed:
    """Parses JSON.

    Raises:
        ContractError: with one issue of the rule `json`, when `text` is not JSON or nests too
            deeply. Nothing else is raised, whatever the text.
    """
    try:
        value = _load(_escape_surrogates(text))
    except ValueError as error:
        raise _not_json(str(error)) from None
    # A text that nests 200 deep has at least 400 brackets: most are not that long.
    if len(text) > 2 * MAX_DEPTH and _is_deeper_than(value, MAX_DEPTH):
        raise _too_deep()
    return Parsed(value, well_formed=not may_hold_lone_surrogate(text))


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not a JSON number"
    raise ValueError(message)


# Python refuses to read an integer of more than 4300 digits, but not a float.
_DECODER: Final = JSONDecoder(parse_int=float, parse_constant=_refuse_constant)


def _load(text: str) -> object:
    try:
        return _DECODER.decode(text)
    except RecursionError:
        return load_deep(text, _DECODER, levels=MAX_DEPTH + 1)


def _escape_surrogates(text: str) -> str:
    """`text` with its surrogates as escapes, so one pairs with an escaped one next to it."""
    if is_well_formed(text):
        return text
    if re.search(_BACKSLASH_AND_SURROGATE, text):
        message = "a backslash comes before a lone surrogate"
        raise ValueError(message)
    return text.encode(errors="backslashreplace").decode()


def _is_deeper_than(value: object, limit: int) -> bool:
    """Goes down level by level: recursion would depend on how deep its caller already is."""
    level = [value]
    for _ in range(limit):
        level = [
            item for outer in level for item in _items(outer) if isinstance(item, (list, dict))
        ]
        if not level:
            return False
    return True


def _items(value: Any) -> Iterable[object]:  # noqa: ANN401
    """The content of a container, and nothing for a scalar."""
    if isinstance(value, dict):
        return cast("dict[str, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list) else ()


# Most hooks read no text that is refused, and need no texts of issues.


def _not_json(reason: str) -> ContractError:
    from ._generated.contract_templates import JSON_TEXT  # noqa: PLC0415
    from ._template import issue_of  # noqa: PLC0415

    return ContractError([issue_of(JSON_TEXT, "", reason=reason)])


def _too_deep() -> ContractError:
    from ._generated.contract_templates import JSON_DEEP  # noqa: PLC0415
    from ._template import issue_of  # noqa: PLC0415

    return ContractError([issue_of(JSON_DEEP, "", limit=str(MAX_DEPTH))])
