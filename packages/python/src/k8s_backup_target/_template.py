"""The texts of issues: templates of the catalogue, and the one way to fill them in."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from ._issue import Issue, Severity, one_line
from ._quote import quote

_LONGEST_VALUE: Final = 100
_PLACEHOLDER: Final = r'"\{([a-z]+)\}"|\{([a-z]+)\}'


class Template(NamedTuple):
    """One thing that a rule can find: texts with `{placeholders}`."""

    rule: str
    """The id of the rule."""

    severity: Severity
    """How grave it is."""

    refused: bool
    """True if what it is found in is not accepted as a target."""

    message: str
    """The fault."""

    remedy: str | None
    """The advice; None where the message gives it, or nothing is to be done."""


def issue_of(template: Template, path: str, **values: str) -> Issue:
    """The issue of a template at a path, with a value for each placeholder."""
    remedy = None if template.remedy is None else fill(template.remedy, values)
    return Issue(path, template.rule, fill(template.message, values), remedy)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fills in a text's placeholders, as TypeScript does, character by character.

    One in quotes is escaped as JSON escapes a string; either way the text stays one line, and a
    value of more than 100 characters is cut and ends in `...`.
    """

    def value_of(found: re.Match[str]) -> str:
        quoted, bare = found.groups()
        return _cut(values[bare]) if quoted is None else quote(_cut(values[quoted]))

    return one_line(re.sub(_PLACEHOLDER, value_of, text))


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}..."
