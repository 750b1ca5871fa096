"""The texts of the lint's findings: templates, and the one way to fill them in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from .issue import Severity, one_line
from .quote import quote

if TYPE_CHECKING:
    from ._generated.rule_names import LintRule, MeasuredRelease

_LONGEST_VALUE: Final = 100
_PLACEHOLDER: Final = r'"\{([a-z]+)\}"|\{([a-z]+)\}'


class Template(NamedTuple):
    """One thing that a rule can find: texts with `{placeholders}`, and where it holds."""

    rule: LintRule
    """The id of the rule."""

    severity: Severity
    """`error`: the backup operator or Kubernetes rejects it. `warning`: likely a mistake."""

    velero_severity: Severity
    """The severity once a Backup is made of the spec."""

    releases: tuple[MeasuredRelease, ...] | None
    """The measured releases that it holds for; None where it holds for all."""

    message: str
    """The fault."""

    remedy: str
    """The advice."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fills in a text's placeholders, as TypeScript does, character by character.

    One that stands in quotes is escaped as JSON escapes a string; either way the text stays one
    line, and a value of more than 100 characters is cut and ends in `...`.
    """

    def value_of(found: re.Match[str]) -> str:
        quoted, bare = found.groups()
        return _cut(values[bare]) if quoted is None else quote(_cut(values[quoted]))

    return one_line(re.sub(_PLACEHOLDER, value_of, text))


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}..."
