"""The reasons why an expression is refused."""

from k8s_backup_target._issue import ContractError
from k8s_backup_target._template import Template, issue_of


def fault(template: Template, **values: str) -> ContractError:
    """The error for an expression that breaks a rule, with a value for each placeholder."""
    return ContractError([issue_of(template, "", **values)])
