"""From what a charm declares to what may be published."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple, cast

from k8s_backup_target._generated.plain import k8s_backup_target_spec
from k8s_backup_target.issue import ContractError, Issue
from k8s_backup_target.lint.lint import lint_published
from k8s_backup_target.plain import Fields, NotPlainError
from k8s_backup_target.ttl import ttl_without_days

if TYPE_CHECKING:
    from k8s_backup_target import read

    from ._spec_source import SpecSource


class Judged(NamedTuple):
    """A spec that was looked at before it is published."""

    spec: Fields | None = None
    """Every field of what to publish; None when nothing is wanted, or when there are issues."""

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
    except ContractError as error:
        return Judged(issues=error.issues)
    except ValueError as error:
        issues = _issues_of(error)
        if not issues:
            raise
        return Judged(issues=issues)
    return Judged() if wanted is None else _judge(wanted)


def _judge(wanted: read.K8sBackupTargetSpec | Mapping[str, object]) -> Judged:
    given = dict(wanted) if isinstance(wanted, Mapping) else wanted
    try:
        return _lint(k8s_backup_target_spec(given))
    except NotPlainError:
        return _judge_by_model(given)


def _judge_by_model(given: object) -> Judged:
    # These import Pydantic, which most hooks can do without.
    from k8s_backup_target import write  # noqa: PLC0415
    from k8s_backup_target.validation import validate  # noqa: PLC0415

    result = validate(write.K8sBackupTargetSpec, given)
    if result.value is None:
        return Judged(issues=result.issues)
    return _lint(result.value.model_dump())


def _lint(fields: Fields) -> Judged:
    # The lint reads attributes: it needs no more of a model than these.
    findings = lint_published(cast("read.K8sBackupTargetSpec", SimpleNamespace(**fields)))
    errors = tuple(finding for finding in findings if finding.severity == "error")
    if errors:
        return Judged(issues=errors)
    ttl = fields["ttl"]
    if isinstance(ttl, str):
        fields["ttl"] = ttl_without_days(ttl)
    return Judged(fields, warnings=findings)


def _issues_of(error: ValueError) -> tuple[Issue, ...]:
    """The issues of an error of Pydantic; none of another one."""
    from pydantic import ValidationError  # noqa: PLC0415

    from k8s_backup_target.describe import foreign_issues  # noqa: PLC0415

    return tuple(foreign_issues(error)) if isinstance(error, ValidationError) else ()
