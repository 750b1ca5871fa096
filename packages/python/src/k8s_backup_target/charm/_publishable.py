"""From what a charm declares to what may be published."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple, cast

from k8s_backup_target._generated.plain import k8s_backup_target_spec
from k8s_backup_target._issue import ContractError, Issue, one_line
from k8s_backup_target._plain import Fields, NotPlainError
from k8s_backup_target._ttl import ttl_without_days
from k8s_backup_target.lint._lint import lint_published

from ._plain_copy import plain_copy

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

    Requirers in the field hand a `ttl` to Velero as they find it, and Velero has no day unit.
    Every other valid `ttl` stays as it is. The spec is copied before it is checked.

    What a `source` raises for a reason other than an invalid spec is a fault of the charm, and is
    raised.
    """
    if isinstance(source, type):
        # A class is callable: `K8sBackupTargetSpec` without parentheses would ask for everything.
        return _judge(cast("object", source))
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


def _judge(wanted: object) -> Judged:
    try:
        copy = plain_copy(wanted)
    except Exception as error:  # noqa: BLE001 - a spec's own code runs here, and may raise anything
        return Judged(issues=(_unreadable(error),))
    try:
        return _lint(k8s_backup_target_spec(copy))
    except NotPlainError:
        return _judge_by_model(copy)


def _judge_by_model(copy: object) -> Judged:
    # These import Pydantic, which most hooks can do without.
    from k8s_backup_target import write  # noqa: PLC0415
    from k8s_backup_target._validation import validate  # noqa: PLC0415

    from ._refused_spec import with_refused_values  # noqa: PLC0415

    result = validate(write.K8sBackupTargetSpec, copy)
    if result.value is None:
        return Judged(issues=with_refused_values(result.issues, copy))
    return _lint(result.value.model_dump())


def _unreadable(error: Exception) -> Issue:
    try:
        text = f"{type(error).__name__}: {error}"
    except Exception:  # noqa: BLE001 - the text of an error may raise as well
        text = "an error without a text"
    message = f"could not be read ({one_line(text)})"
    return Issue("", "unreadable", message, "pass plain data")


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

    from k8s_backup_target._pydantic_issues import foreign_issues, is_of_spec  # noqa: PLC0415

    from ._refused_spec import spec_of, with_refused_values  # noqa: PLC0415

    if not isinstance(error, ValidationError):
        return ()
    issues = foreign_issues(error)
    return with_refused_values(issues, spec_of(error)) if is_of_spec(error) else tuple(issues)
