"""The grammar of `ttl`."""

import re
from typing import Final, NamedTuple

_TTL: Final = r"(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?"


class TtlParts(NamedTuple):
    """The parts of a valid `ttl` as whole numbers; a part that is not written is None."""

    days: int | None
    hours: int | None
    minutes: int | None
    seconds: int | None


def parse_ttl(ttl: str) -> TtlParts:
    """Splits a `ttl` that is valid under the contract. The empty string has no part.

    Raises:
        ValueError: when `ttl` is not made of days, hours, minutes and seconds in that order.
    """
    match = re.fullmatch(_TTL, ttl)
    if match is None:
        raise ValueError(f"ttl {ttl!r} is not of the form 1d2h3m4s")
    return TtlParts(*(None if part is None else int(part) for part in match.groups()))


def ttl_seconds(ttl: str) -> int:
    """The whole length of a valid `ttl` in seconds; 0 for the empty string."""
    days, hours, minutes, seconds = parse_ttl(ttl)
    return (((days or 0) * 24 + (hours or 0)) * 60 + (minutes or 0)) * 60 + (seconds or 0)


def ttl_without_days(ttl: str) -> str:
    """A valid `ttl` with its days turned into hours (`30d` becomes `720h`); else as it is.

    Velero reads a TTL with Go's `time.ParseDuration`, which has no day unit, and requirers in the
    field hand the text to Velero as they find it.
    """
    days, hours, minutes, seconds = parse_ttl(ttl)
    if days is None:
        return ttl
    rest = [
        f"{count}{unit}" for count, unit in ((minutes, "m"), (seconds, "s")) if count is not None
    ]
    return "".join([f"{days * 24 + (hours or 0)}h", *rest])
