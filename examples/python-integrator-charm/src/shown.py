"""Text from other applications, as a person may see it: no line can be forged."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

_MOST_LINES = 50
_MOST_CHARACTERS = 2000
_MOST_STATUS_CHARACTERS = 900
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Control characters, bidirectional controls, lone surrogates, and separators of lines."""


def shown_line(text: str, limit: int = _MOST_CHARACTERS) -> str:
    """One line without characters that would garble it, cut at the limit."""
    seen = (" " if unicodedata.category(each) in _UNSEEN else each for each in text[:limit])
    return " ".join("".join(seen).split())


def shown_status(prefix: str, texts: Sequence[str]) -> str:
    """The first of several texts, and how many more there are: fit for the unit's status."""
    more = f" (and {len(texts) - 1} more)" if len(texts) > 1 else ""
    return f"{prefix}{shown_line(texts[0], _MOST_STATUS_CHARACTERS)}{more}"


def shown_lines(items: Sequence[T], line_of: Callable[[T], str]) -> str:
    """As many lines as an action result can hold. No line is made that is not shown."""
    lines = [shown_line(line_of(item)) for item in items[:_MOST_LINES]]
    more = [f"({len(items) - _MOST_LINES} more)"] if len(items) > _MOST_LINES else []
    return "\n".join([*lines, *more])
