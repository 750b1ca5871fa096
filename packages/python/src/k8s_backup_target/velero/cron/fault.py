"""The reasons why an expression is refused."""

from typing import Literal, TypeAlias

from k8s_backup_target.issue import ContractError, Issue

CronRule: TypeAlias = Literal[
    "type",
    "empty",
    "length",
    "zone",
    "descriptor",
    "every",
    "fields",
    "extension",
    "number",
    "slashes",
    "hyphens",
    "range",
    "range-order",
    "step",
    "never-fires",
    "too-rarely",
]
"""A rule of the cron syntax, or one on what an expression comes to."""


def fault(rule: CronRule, message: str) -> ContractError:
    """The error for an expression that breaks a rule."""
    return ContractError([Issue("", rule, message)])
