"""From what a charm declares to what may be published."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import ValidationError

from k8s_backup_target import read, write
from k8s_backup_target.describe import foreign_issues
from k8s_backup_target.issue import ContractError, Issue
from k8s_backup_target.lint import lint_published
from k8s_backup_target.ttl import ttl_without_days
from k8s_backup_target.validate import validate

SpecLike: TypeAlias = read.K8sBackupTargetSpec | Mapping[str, object] | None
"""A spec of either view or its fields; None means that nothing is to be backed up."""

SpecSource: TypeAlias = SpecLike | Callable[[], SpecLike]
"""A spec, or a function that makes one at each event."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A spec that was looked at before it is published."""

    spec: write.K8sBackupTargetSpec | None = None
    """The spec to publish; None when nothing is wanted, or when there are issues."""

    issues: tuple[Issue, ...] = ()
    """Why it must not be published."""

    warnings: tuple[Issue, ...] = ()
    """Likely mistakes."""


def judge(source: SpecSource) -> Judged:
    """Makes the spec, checks it in the write view, lints it, and turns its days into hours.

    Requirers in the field hand a `ttl` to Velero as they find it, and Velero knows no `d`. Every
    other valid `ttl` stays as it is.

    What a `source` raises for a reason other than an invalid spec is a fault of the charm, and is
    raised.
    """
    try:
        wanted = source() if callable(source) else source
    except ValidationError as error:
        return Judged(issues=tuple(foreign_issues(error)))
    except ContractError as error:
        return Judged(issues=error.issues)
    return Judged() if wanted is None else _judge(wanted)


def _judge(wanted: read.K8sBackupTargetSpec | Mapping[str, object]) -> Judged:
    fields = dict(wanted) if isinstance(wanted, Mapping) else wanted
    result = validate(write.K8sBackupTargetSpec, fields)
    if result.value is None:
        return Judged(issues=result.issues)
    spec = result.value
    findings = lint_published(spec)
    errors = tuple(finding for finding in findings if finding.severity == "error")
    if errors:
        return Judged(issues=errors)
    if spec.ttl is not None:
        spec.ttl = ttl_without_days(spec.ttl)
    return Judged(spec, warnings=findings)
