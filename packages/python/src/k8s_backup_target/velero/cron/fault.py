"""The reasons why an expression is refused."""

from k8s_backup_target._generated.rule_names import CronRule
from k8s_backup_target.issue import ContractError, Issue


def fault(rule: CronRule, message: str) -> ContractError:
    """The error for an expression that breaks a rule."""
    return ContractError([Issue("", rule, message)])
