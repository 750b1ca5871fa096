"""The one measure of likeness, the same in TypeScript."""

from collections.abc import Iterable
from typing import Final

# So much of a name tells which one is meant.
_TELLING: Final = 4

# Longer texts are not misspelt names, and would take long to compare.
_LONGEST: Final = 256


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The name that was meant: the only one that begins so, or else the first of the nearest.

    In whatever case. The nearest are those that the fewest edits make of `text`, at most one for
    each four of its characters.
    """
    if len(text) > _LONGEST:
        return None
    asked = text.lower()
    names = tuple(names)
    begun = [name for name in names if name.lower().startswith(asked)]
    if len(text) >= _TELLING and len(begun) == 1:
        return begun[0]
    # The number of edits that are too many.
    limit = (len(text) + 1) // 4 + 1
    found: str | None = None
    for name in names:
        edits = _edits_between(asked, name.lower(), limit)
        if edits < limit:
            limit, found = edits, name
    return found


def _edits_between(a: str, b: str, limit: int) -> int:
    """The edits between two texts, two swapped characters being one edit, up to `limit`."""
    if abs(len(a) - len(b)) >= limit:
        return limit
    before: list[int] = []
    last = list(range(len(b) + 1))
    for row, letter in enumerate(a, 1):
        following = [row]
        for column, other in enumerate(b, 1):
            replaced = last[column - 1] + (letter != other)
            edits = min(last[column] + 1, following[column - 1] + 1, replaced)
            if before and column > 1 and letter == b[column - 2] and a[row - 2] == other:
                edits = min(edits, before[column - 2] + 1)
            following.append(edits)
        before, last = last, following
    return min(limit, last[-1])
