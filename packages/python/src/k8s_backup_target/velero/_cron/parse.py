"""The grammar of an expression."""

import re
from typing import Final

from k8s_backup_target._generated import cron_templates as templates

from .dialect import Dialect
from .every import parse_every
from .fault import fault
from .field import FieldBounds, parse_field
from .schedule import CronField, CronSchedule, FieldSchedule
from .spaces import SPACES
from .zone import after_zone

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_WEEKDAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")

_MINUTE: Final = FieldBounds("minute", 0, 59)
_HOUR: Final = FieldBounds("hour", 0, 23)
_DAY_OF_MONTH: Final = FieldBounds("day of month", 1, 31)
_MONTH: Final = FieldBounds("month", 1, 12, _MONTHS)

_FIELDS: Final = 5

_DESCRIPTORS: Final = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}

_EVERY: Final = "@every "
_SPACES: Final = re.compile(f"[{SPACES}]+")


def parse_cron(expression: str, dialect: Dialect) -> CronSchedule:
    """Parses a cron expression as the library's `ParseStandard` does.

    Raises:
        ContractError: where that returns an error, or panics.
    """
    if expression == "":
        raise fault(templates.CRON_EMPTY_TEXT)
    limit = dialect.max_length
    if limit is not None and len(expression.encode(errors="surrogatepass")) > limit:
        raise fault(templates.CRON_LENGTH_TEXT, limit=str(limit))
    rest = after_zone(expression, dialect)
    if rest.startswith("@"):
        return _parse_descriptor(rest, dialect)
    return _parse_fields(rest, dialect)


def _parse_descriptor(text: str, dialect: Dialect) -> CronSchedule:
    fields = _DESCRIPTORS.get(text)
    if fields is not None:
        return _parse_fields(fields, dialect)
    if text.startswith(_EVERY):
        return parse_every(text.removeprefix(_EVERY), dialect)
    known = ", ".join(_DESCRIPTORS)
    raise fault(templates.CRON_DESCRIPTOR_UNKNOWN, descriptor=text, known=known)


def _parse_fields(text: str, dialect: Dialect) -> FieldSchedule:
    fields = [field for field in _SPACES.split(text) if field]
    if len(fields) != _FIELDS:
        raise fault(templates.CRON_FIELDS_COUNT, count=str(len(fields)))
    minute, hour, day_of_month, month, day_of_week = fields
    _refuse_reserved_signs(day_of_month, day_of_week, dialect)
    weekdays = FieldBounds("day of week", 0, dialect.last_day_of_week, _WEEKDAYS)
    return FieldSchedule(
        dialect,
        minute=parse_field(minute, _MINUTE, dialect),
        hour=parse_field(hour, _HOUR, dialect),
        day_of_month=parse_field(day_of_month, _DAY_OF_MONTH, dialect),
        month=parse_field(month, _MONTH, dialect),
        day_of_week=_without_seven(parse_field(day_of_week, weekdays, dialect)),
    )


def _refuse_reserved_signs(day_of_month: str, day_of_week: str, dialect: Dialect) -> None:
    """The newer library looks for its extensions before it parses.

    `*-L` is `*` only to the older one.
    """
    if dialect.library != "netresearch":
        return
    if not {*day_of_month}.isdisjoint("lLwW") or "#" in day_of_week:
        raise fault(templates.CRON_EXTENSION_SIGN)


def _without_seven(field: CronField) -> CronField:
    """Sunday has two numbers where 7 is allowed."""
    return field._replace(values=frozenset(day % 7 for day in field.values))
