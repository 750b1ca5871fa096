"""Lint of a spec, for any release of Velero."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from k8s_backup_target._generated import lint as templates

from ._bounded import bounded
from ._finding import Finding, draft, finding_of
from ._lists import lists_of
from ._rules.spec import spec_findings

if TYPE_CHECKING:
    from k8s_backup_target import read


def lint_spec(spec: read.K8sBackupTargetSpec) -> tuple[Finding, ...]:
    """Finds likely mistakes in a valid spec that hold for every release of Velero.

    Takes time linear in the size of the spec, and lists 1,000 errors and 1,000 warnings at most:
    the last one then has the rule `too-many-issues`.
    """
    return tuple(findings_in(spec))


def findings_in(spec: read.K8sBackupTargetSpec) -> Iterator[Finding]:
    """The findings of `lint_spec` one by one: take as many as you show."""
    return bounded(
        spec_findings(spec),
        severity_of=lambda found: found.template.severity,
        to_finding=finding_of,
    )


def lint_published(spec: read.K8sBackupTargetSpec) -> tuple[Finding, ...]:
    """Lints a spec that a charm is about to publish.

    The findings of `lint_spec`, and a warning where nothing restricts what is backed up: to a
    requirer such a spec is nothing new; to the charm that publishes it, it may be a mistake.
    """
    filters = (*lists_of(spec), spec.label_selector)
    everything = (
        () if any(filters) else (finding_of(draft(templates.BACKS_UP_EVERYTHING_EMPTY, "")),)
    )
    return (*lint_spec(spec), *everything)
