"""Durations as Go reads them."""

import re
from typing import Final

_NANOSECONDS: Final = {
    "ns": 1,
    "us": 1_000,
    "\u00b5s": 1_000,
    "\u03bcs": 1_000,
    "ms": 1_000_000,
    "s": 1_000_000_000,
    "m": 60_000_000_000,
    "h": 3_600_000_000_000,
}

_LIMIT: Final = 2**63

_MOST_DIGITS: Final = 19
"""The digits of `2 ** 63`, the largest duration in nanoseconds."""

# A number and its unit. No character fits two neighbouring parts, so it never looks back.
_TERM: Final = re.compile(r"([0-9]*)(?:\.([0-9]*))?([^.0-9]*)")


def parse_go_duration(text: str) -> int | None:
    """Reads a duration as Go's `time.ParseDuration` does.

    An optional sign, then decimal numbers, each with a unit (`1h30m`, `1.5h`, `.5h`); or a bare
    `0`. Takes time linear in the text's length.

    Returns:
        nanoseconds, or None where Go returns an error.
    """
    unsigned = text[1:] if text.startswith(("-", "+")) else text
    if unsigned == "0":
        return 0
    total = _total_of(unsigned)
    if total is not None and text.startswith("-"):
        return -total
    return None if total == _LIMIT else total


def _total_of(text: str) -> int | None:
    """The sum of a text's terms."""
    if text == "":
        return None
    total = 0
    for found in _TERM.finditer(text):
        nanoseconds = _nanoseconds_of(*found.groups("")) if found[0] else 0
        if nanoseconds is None or total + nanoseconds > _LIMIT:
            return None
        total += nanoseconds
    return total


def _nanoseconds_of(whole: str, fraction: str, unit: str) -> int | None:
    """The length of one number with its unit."""
    scale = _NANOSECONDS.get(unit)
    digits = whole.lstrip("0")
    if scale is None or not whole + fraction or len(digits) > _MOST_DIGITS:
        return None
    length = int(digits or "0") * scale
    return None if length > _LIMIT else length + _fraction_of(fraction, scale)


def _fraction_of(digits: str, scale: int) -> int:
    """As Go calculates it: in floating point, from as many digits as fit 63 bits, cut off."""
    value, divisor = 0, 1.0
    for digit in digits:
        following = value * 10 + int(digit)
        if following > _LIMIT:
            break
        value = following
        divisor *= 10
    return int(float(value) * (float(scale) / divisor))
