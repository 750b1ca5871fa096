"""One field of a cron expression."""

import re
from typing import Final, NamedTuple

from k8s_backup_target._generated import cron_templates as templates
from k8s_backup_target._issue import ContractError
from k8s_backup_target._template import Template

from .dialect import Dialect
from .fault import fault
from .schedule import CronField

_NUMBER: Final = re.compile(r"([+-]?)([0-9]+)")

_MOST_DIGITS: Final = 19
"""The digits of the largest whole number that Go takes."""

_LIMIT: Final = 2**63

_DOTTED_I: Final = "\u0130"
"""The letter of which Go makes an ASCII one and Python another: `FR\u0130` is Friday."""


class FieldBounds(NamedTuple):
    """The values that a field may hold."""

    name: str
    min: int
    max: int

    names: tuple[str, ...] = ()
    """Three-letter names, in any case."""


class _Span(NamedTuple):
    first: int
    last: int
    star: bool = False


def parse_field(text: str, bounds: FieldBounds, dialect: Dialect) -> CronField:
    """Parses one field: a list of ranges, separated by commas.

    Parts that are empty are skipped, so `,` is valid and allows nothing.
    """
    ranges = [_parse_range(part, bounds, dialect) for part in text.split(",") if part]
    return CronField(
        values=frozenset(value for each in ranges for value in each.values),
        star=any(each.star for each in ranges),
    )


def _parse_range(part: str, bounds: FieldBounds, dialect: Dialect) -> CronField:
    """`number`, `first-last`, `*` or `?`, each with an optional `/step`.

    `number/step` runs to the maximum.
    """
    text, *steps = part.split("/")
    span = _parse_span(text, bounds)
    if len(steps) > 1:
        raise _fault(templates.CRON_SLASHES_PART, part, bounds)
    step = _parse_number(steps[0], bounds) if steps else 1
    if steps and "-" not in text:
        span = span._replace(last=bounds.max)
    _refuse_out_of_bounds(part, span, step, bounds, dialect)
    return CronField(_step_through(span, step, bounds), star=span.star and step == 1)


def _parse_span(text: str, bounds: FieldBounds) -> _Span:
    low, *highs = text.split("-")
    if low in {"*", "?"}:  # what follows the hyphen of "*-5" is not looked at
        return _Span(bounds.min, bounds.max, star=True)
    first = _parse_number_or_name(low, bounds)
    if len(highs) > 1:
        raise _fault(templates.CRON_HYPHENS_PART, text, bounds)
    return _Span(first, _parse_number_or_name(highs[0], bounds) if highs else first)


def _parse_number_or_name(text: str, bounds: FieldBounds) -> int:
    name = text.replace(_DOTTED_I, "i").lower()
    if name in bounds.names:
        return bounds.names.index(name) + bounds.min
    return _parse_number(text, bounds)


def _parse_number(text: str, bounds: FieldBounds) -> int:
    """As Go's `strconv.Atoi` reads a number that is not negative: a sign is allowed."""
    found = _NUMBER.fullmatch(text)
    value = None if found is None else _value_of(found[1], found[2])
    if value is None:
        if not bounds.names:
            raise _fault(templates.CRON_NUMBER_NUMBER, text, bounds)
        raise _fault(templates.CRON_NUMBER_NAME, text, bounds, names=", ".join(bounds.names))
    return value


def _value_of(sign: str, digits: str) -> int | None:
    digits = digits.lstrip("0")
    if len(digits) > _MOST_DIGITS:
        return None
    value = int(digits or "0")
    is_negative = sign == "-" and value > 0
    return None if is_negative or value >= _LIMIT else value


def _refuse_out_of_bounds(
    part: str, span: _Span, step: int, bounds: FieldBounds, dialect: Dialect
) -> None:
    first, end, _ = span
    if first < bounds.min or end > bounds.max:
        limits = {"first": str(bounds.min), "last": str(bounds.max)}
        raise _fault(templates.CRON_RANGE_PART, part, bounds, **limits)
    if first > end and not dialect.wraps_around:
        raise _fault(templates.CRON_RANGE_ORDER_PART, part, bounds)
    if step == 0:
        raise _fault(templates.CRON_STEP_ZERO, part, bounds)
    size = end - first + 1 + (_size_of(bounds) if first > end else 0)
    # A range that starts beyond its wrapped end is empty: its unsigned size exceeds any step.
    if dialect.bounds_step and step > 1 and 0 <= size <= step:
        raise _fault(templates.CRON_STEP_LONG, part, bounds, size=str(size))


def _step_through(span: _Span, step: int, bounds: FieldBounds) -> frozenset[int]:
    size = _size_of(bounds)
    last = span.last + size if span.first > span.last else span.last
    values = range(span.first, last + 1, step)
    return frozenset(value - size if value > bounds.max else value for value in values)


def _size_of(bounds: FieldBounds) -> int:
    return bounds.max - bounds.min + 1


def _fault(template: Template, text: str, bounds: FieldBounds, **values: str) -> ContractError:
    return fault(template, field=bounds.name, text=text, **values)
