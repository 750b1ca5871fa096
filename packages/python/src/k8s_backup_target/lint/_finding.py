"""A finding of the lint."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from k8s_backup_target._issue import Issue, Severity
from k8s_backup_target._lint_template import Template
from k8s_backup_target._template import fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Issue):
    """A likely mistake in a spec that is valid under the contract. It always has a remedy."""

    severity: Severity
    """`error`: the backup operator or Kubernetes rejects it. `warning`: likely a mistake."""


class FindingDraft(NamedTuple):
    """A finding before its texts are made."""

    template: Template
    path: str
    values: Mapping[str, str]


def draft(template: Template, path: str, **values: str) -> FindingDraft:
    """A template that applies at a path, with a value for each placeholder but `version`."""
    return FindingDraft(template, path, values)


def finding_of(found: FindingDraft) -> Finding:
    """The finding of a draft."""
    template, path, values = found
    message, remedy = fill(template.message, values), fill(template.remedy, values)
    return Finding(path, template.rule, message, remedy, severity=template.severity)
