"""The texts of the lint's findings, as templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ._generated.rule_names import LintRule, MeasuredRelease
    from ._issue import Severity


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
