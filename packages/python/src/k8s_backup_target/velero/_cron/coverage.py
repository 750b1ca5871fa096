"""How often a schedule's day comes round."""

from datetime import date
from itertools import pairwise
from typing import Final

from k8s_backup_target._generated import cron_templates as templates

from .fault import fault
from .schedule import CronField, CronSchedule, EverySchedule, FieldSchedule, allows_day

_SEARCHED_YEARS: Final = 5
"""How far Velero's libraries look ahead for the next run."""

_CYCLE: Final = 28
"""After so many years, weekdays and leap years repeat, outside of a century's turn."""

_FIRST_YEAR: Final = 2001


def refuse_gaps(schedule: CronSchedule) -> None:
    """Makes sure that a run is always within the years that Velero looks ahead.

    Where none is found, `Next` returns year 1, which is past, and Velero takes the schedule for
    due: once a minute, for ever.

    Raises:
        ContractError: with the rule `cron-never-fires` or `cron-too-rarely`.
    """
    if isinstance(schedule, EverySchedule):
        return
    years = _years_with_runs(schedule)
    if not years:
        raise fault(templates.CRON_NEVER_FIRES_EXPRESSION)
    if any(b - a > _SEARCHED_YEARS for a, b in pairwise([*years, years[0] + _CYCLE])):
        raise fault(templates.CRON_TOO_RARELY_EXPRESSION)


def _years_with_runs(schedule: FieldSchedule) -> list[int]:
    if not schedule.minute.values or not schedule.hour.values:
        return []
    years = range(_FIRST_YEAR, _FIRST_YEAR + _CYCLE)
    return [year for year in years if _has_run_in(schedule, year)]


def _has_run_in(schedule: FieldSchedule, year: int) -> bool:
    return any(_has_run_in_month(schedule, year, month) for month in schedule.month.values)


def _has_run_in_month(schedule: FieldSchedule, year: int, month: int) -> bool:
    first = date(year, month, 1)
    days = (date(year + month // 12, month % 12 + 1, 1) - first).days
    sunday = first.isoweekday() - 1
    return any(allows_day(schedule, day, (sunday + day) % 7) for day in range(1, days + 1))


def run_alike(one: CronSchedule, other: CronSchedule) -> bool:
    """True if two schedules run at the same times, apart from daylight saving."""
    if isinstance(one, EverySchedule) or isinstance(other, EverySchedule):
        return type(one) is type(other)
    return _times_of(one) == _times_of(other) and _days_of(one) == _days_of(other)


def _times_of(schedule: FieldSchedule) -> tuple[frozenset[int], ...]:
    fields: tuple[CronField, ...] = (schedule.minute, schedule.hour, schedule.month)
    return tuple(field.values for field in fields)


def _days_of(schedule: FieldSchedule) -> list[bool]:
    return [allows_day(schedule, day, weekday) for day in range(1, 32) for weekday in range(7)]
