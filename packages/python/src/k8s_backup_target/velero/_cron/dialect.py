"""The differences between the two libraries."""

from typing import Final, Literal, NamedTuple, TypeAlias

from k8s_backup_target._generated.velero_releases import RELEASE_RANGES

CronLibrary: TypeAlias = Literal["robfig", "netresearch"]
"""The cron library that a Velero server parses a Schedule with."""


class Dialect(NamedTuple):
    """The rules of one library."""

    library: CronLibrary

    releases: str
    """The releases of Velero that have it, in words."""

    last_day_of_week: int
    """6, or 7 where that is a second name of Sunday."""

    wraps_around: bool
    """True if a range may run over the end of its field: `fri-mon`, `22-2`."""

    bounds_step: bool
    """True if a step other than 1 must be shorter than its range: `0-59/60` is refused."""

    days_mean_either: bool
    """True if a day of month and a day of week, both restricted, mean "either"; else "both"."""

    bounds_every: bool
    """True if `@every` refuses less than a second; else it makes it one."""

    max_length: int | None
    """The longest expression, in bytes of UTF-8; None where there is no limit."""


_DIALECTS: Final = {
    "robfig": Dialect(
        library="robfig",
        releases=RELEASE_RANGES["cron_library"]["robfig"],
        last_day_of_week=6,
        wraps_around=False,
        bounds_step=False,
        days_mean_either=True,
        bounds_every=False,
        max_length=None,
    ),
    "netresearch": Dialect(
        library="netresearch",
        releases=RELEASE_RANGES["cron_library"]["netresearch"],
        last_day_of_week=7,
        wraps_around=True,
        bounds_step=True,
        days_mean_either=False,
        bounds_every=True,
        max_length=1024,
    ),
}


def dialect_of(library: CronLibrary) -> Dialect:
    """The dialect of a cron library."""
    return _DIALECTS[library]
