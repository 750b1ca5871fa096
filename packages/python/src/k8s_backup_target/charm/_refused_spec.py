"""A charm author's issues, with the value that was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from k8s_backup_target._issue import Issue, one_line
from k8s_backup_target._quote import quote

if TYPE_CHECKING:
    from pydantic import ValidationError

# Longer texts are cut: they go into a unit's status.
_LONGEST_TEXT: Final = 60


def with_refused_values(issues: Iterable[Issue], spec: object) -> tuple[Issue, ...]:
    """Issues of a spec, in the words of both languages.

    Args:
        issues: of the spec.
        spec: a plain copy of what the charm gave.
    """
    return tuple(_with_value(issue, spec) for issue in issues)


def spec_of(error: ValidationError) -> object:
    """What of a spec its model has refused."""
    spec: dict[str, object] = {}
    for details in error.errors(include_url=False):
        location = [str(token) for token in details["loc"]]
        if not location:
            return details["input"]
        fields = spec
        for token in location[:-1]:
            fields = cast("dict[str, object]", fields.setdefault(token, {}))
        fields[location[-1]] = details["input"]
    return spec


def _with_value(issue: Issue, spec: object) -> Issue:
    if issue.rule not in ("type", "pattern") or not issue.message.startswith("must "):
        return issue
    value = _value_at(spec, issue.path)
    remedy = f"write {value.__name__}() to make one" if isinstance(value, type) else None
    return replace(issue, message=f"{issue.message}, not {_named(value)}", remedy=remedy)


def _value_at(spec: object, path: str) -> object:
    value = spec
    for escaped in path.split("/")[1:]:
        token = escaped.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping):
            value = cast("Mapping[object, object]", value).get(token)
        elif isinstance(value, Sequence):
            value = cast("Sequence[object]", value)[int(token)]
    return value


def _named(value: object) -> str:  # noqa: PLR0911
    """A value in a few words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return one_line(quote(_shortened(value)))
        case int() | float():
            return _number(value)
        case list() | tuple():
            return "a list"
        case Mapping():
            return "an object"
        case type():
            return f"the class {value.__name__}"
        case _:
            return f"an instance of {type(value).__name__}"


def _number(value: float) -> str:
    try:
        return repr(value)
    except ValueError:
        # Python writes no integer of more than a few thousand digits.
        return "a number"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
