"""Text from other applications, as a person may see it: no line can be forged."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

MOST_RESULT_BYTES = 120_000
"""One argument of a process holds 128 KiB; an action result is one, with its key."""

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
    """Lines for an action result: as many as it can hold, then "(N more)"."""
    lines: list[str] = []
    room = MOST_RESULT_BYTES
    for item in items:
        line = shown_line(line_of(item))
        room -= len(line.encode()) + 1
        if room < 0:
            lines.append(f"({len(items) - len(lines)} more)")
            break
        lines.append(line)
    return "\n".join(lines)
