"""Lint of a spec for one release of Velero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from k8s_backup_target._generated.velero_releases import DEFAULT_VELERO_VERSION

from ._bounded import bounded
from ._finding import Finding, FindingDraft, finding_of
from ._lists import lists_of
from ._rules.cluster_scope import cluster_scope_findings
from ._rules.namespaces import namespace_findings
from ._rules.resources import resource_findings
from ._rules.selector import selector_findings
from ._rules.spec import spec_findings
from ._rules.ttl import ttl_findings
from ._velero_version import release_findings, resolve_velero_version

if TYPE_CHECKING:
    from k8s_backup_target import read


def lint_for_velero(
    spec: read.K8sBackupTargetSpec, velero_version: str = DEFAULT_VELERO_VERSION
) -> tuple[Finding, ...]:
    """Finds what a release of Velero refuses, and what is valid and still bites.

    Begins with the findings of `lint_spec`; `ttl-zero` is an error here. A release that was not
    measured adds `release-not-measured`. Of more than 1,000 errors or warnings, one of the rule
    `too-many-issues` replaces the rest.

    Args:
        spec: the spec.
        velero_version: a release, or `main`. Default: the newest measured release.

    Raises:
        VeleroVersionError: for a text that names no release.
    """
    velero = resolve_velero_version(velero_version)
    release = velero.rules.release
    findings = bounded(
        (
            found
            for found in _velero_findings(spec)
            if found.template.releases is None or release in found.template.releases
        ),
        severity_of=lambda found: found.template.velero_severity,
        to_finding=lambda found: _velero_finding(found, velero.version),
    )
    return (*findings, *release_findings(velero))


def refused_by_velero(spec: read.K8sBackupTargetSpec) -> tuple[Finding, ...]:
    """The errors that every release of Velero has in common, and a `ttl` of zero.

    They are reasons to make no Backup.
    """
    findings = bounded(
        (found for found in spec_findings(spec) if found.template.velero_severity == "error"),
        severity_of=lambda found: found.template.velero_severity,
        to_finding=lambda found: replace(finding_of(found), severity="error"),
    )
    return tuple(findings)


def _velero_findings(spec: read.K8sBackupTargetSpec) -> Iterator[FindingDraft]:
    lists = lists_of(spec)
    yield from spec_findings(spec)
    yield from namespace_findings(lists)
    yield from resource_findings(lists)
    yield from cluster_scope_findings(spec.include_cluster_resources, lists)
    yield from selector_findings(spec, lists)
    yield from ttl_findings(spec.ttl)


def _velero_finding(found: FindingDraft, version: str) -> Finding:
    template, path, values = found
    finding = finding_of(FindingDraft(template, path, {**values, "version": version}))
    return replace(finding, severity=template.velero_severity)
