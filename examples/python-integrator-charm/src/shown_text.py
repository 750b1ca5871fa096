"""Text from other applications, as a person may see it: Juju's limits hold, no line is forged."""

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

_MOST_RESULT_BYTES = 120_000
"""One argument of a process holds 128 KiB; an action result is one, with its key."""

_MOST_LINE_CHARACTERS = 2000
_MOST_STATUS_CHARACTERS = 1000
"""Juju shows a status in one line of a table: more than this is of no use there."""

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Control characters, bidirectional controls, lone surrogates, and separators of lines."""


def one_line(text: str) -> str:
    """The text with one space for each run of characters that would garble a line."""
    seen: list[str] = []
    is_in_run = False
    for each in text:
        is_unseen = unicodedata.category(each) in _UNSEEN
        if not is_unseen:
            seen.append(each)
        elif not is_in_run:
            seen.append(" ")
        is_in_run = is_unseen
    return "".join(seen).strip()


def shown_line(text: str) -> str:
    """One line without characters that would garble it, at most 2,000 characters."""
    line = one_line(text[:_MOST_LINE_CHARACTERS])
    more = len(text) - _MOST_LINE_CHARACTERS
    return f"{line}… ({more} more characters)" if more > 0 else line


def shown_status(prefix: str, texts: Sequence[str]) -> str:
    """The first of several texts, and how many more there are: fit for the unit's status."""
    rest = f" (and {len(texts) - 1} more)" if len(texts) > 1 else ""
    room = _MOST_STATUS_CHARACTERS - len(prefix) - len(rest)
    line = shown_line(texts[0])
    return f"{prefix}{f'{line[: room - 1]}…' if len(line) > room else line}{rest}"


def shown_lines(items: Iterable[T], line_of: Callable[[T], str]) -> str:
    """Lines for an action result: as many as it can hold, then "(N more)".

    No line is made that is not shown.
    """
    lines: list[str] = []
    size = left = 0
    for item in items:
        line = "" if left else shown_line(line_of(item))
        size += len(line.encode()) + 1
        if left or size > _MOST_RESULT_BYTES:
            left += 1
        else:
            lines.append(line)
    return "\n".join([*lines, f"({left} more)"] if left else lines)


def fitting_items(items: Sequence[T]) -> tuple[Sequence[T], int]:
    """As many items of a JSON array as an action result can hold, and how many are left out."""
    size = 0
    for index, item in enumerate(items):
        size += len(compact_json(item).encode()) + 1
        if size > _MOST_RESULT_BYTES:
            return items[:index], len(items) - index
    return items, 0


def compact_json(value: object) -> str:
    """JSON without spaces, in which characters beyond ASCII stay as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def size_beyond_result(text: str) -> int | None:
    """The size of a text that no action result can hold; None where one can."""
    size = len(text.encode())
    return size if size > _MOST_RESULT_BYTES else None
