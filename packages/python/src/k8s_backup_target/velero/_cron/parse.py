"""The grammar of an expression."""

import re
from typing import Final

from k8s_backup_target._generated import cron_templates as templates
from k8s_backup_target._issue import ContractError

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
_WITH_SECONDS: Final = (6, 7)
_YEAR: Final = re.compile("[0-9]{4}")
_DIGIT: Final = re.compile("[0-9]")

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
        raise _count_fault(fields, dialect)
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


def _count_fault(fields: list[str], dialect: Dialect) -> ContractError:
    """With seconds, a year or both, as in Quartz and Spring, where what is meant is certain."""
    count = str(len(fields))
    five = _without_seconds(fields)
    if five is None or not _is_accepted(five, dialect):
        return fault(templates.CRON_FIELDS_COUNT, count=count)
    return fault(templates.CRON_FIELDS_SECONDS, count=count, five=five)


def _is_accepted(fields: str, dialect: Dialect) -> bool:
    try:
        _parse_fields(fields, dialect)
    except ContractError:
        return False
    return True


def _without_seconds(fields: list[str]) -> str | None:
    """None where a number means another day of the week in Quartz, which counts them from 1."""
    if len(fields) not in _WITH_SECONDS:
        return None
    is_year_last = len(fields) == _FIELDS + 1 and _YEAR.match(fields[_FIELDS]) is not None
    five = fields[:_FIELDS] if is_year_last else fields[1 : _FIELDS + 1]
    is_quartz = len(fields) > _FIELDS + 1 or "?" in fields
    if is_quartz and _DIGIT.search(five[-1]):
        return None
    return " ".join("*" if field == "?" else field for field in five)


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
