"""A parsed cron expression."""

from typing import NamedTuple, TypeAlias

from .dialect import Dialect


class CronField(NamedTuple):
    """The values that one field of a cron expression allows."""

    values: frozenset[int]

    star: bool
    """True if it holds `*` or `?` without a step: then the field counts as unrestricted."""


class FieldSchedule(NamedTuple):
    """Runs at the minutes that all fields allow."""

    dialect: Dialect
    minute: CronField
    hour: CronField
    day_of_month: CronField
    month: CronField

    day_of_week: CronField
    """0 is Sunday."""


class EverySchedule(NamedTuple):
    """Runs every so many whole seconds, counted from the last run."""

    seconds: int


CronSchedule: TypeAlias = FieldSchedule | EverySchedule
"""A parsed cron expression."""


def allows_day(schedule: FieldSchedule, day: int, weekday: int) -> bool:
    """True if the schedule's day fields allow a day."""
    in_month = day in schedule.day_of_month.values
    in_week = weekday in schedule.day_of_week.values
    are_restricted = not schedule.day_of_month.star and not schedule.day_of_week.star
    if schedule.dialect.days_mean_either and are_restricted:
        return in_month or in_week
    return in_month and in_week
