"""Lint of a spec, for any release of Velero or for one."""

from collections.abc import Iterator
from dataclasses import replace

from k8s_backup_target import read
from k8s_backup_target._generated import lint as templates
from k8s_backup_target._generated.velero_releases import DEFAULT_VELERO_VERSION

from .bounded import bounded
from .finding import Finding, Match, finding_of, match
from .lists import lists_of
from .rules.cluster_scope import cluster_scope_matches
from .rules.namespaces import namespace_matches
from .rules.resources import resource_matches
from .rules.selector import selector_matches
from .rules.spec import spec_matches
from .velero_version import release_findings, resolve_velero_version


def lint_spec(spec: read.K8sBackupTargetSpec) -> tuple[Finding, ...]:
    """Finds likely mistakes in a valid spec that hold for every release of Velero.

    Takes time linear in the size of the spec, and lists 1,000 errors and 1,000 warnings at most:
    one of the rule `too-many-findings` then stands for the rest.
    """
    return tuple(findings_in(spec))


def findings_in(spec: read.K8sBackupTargetSpec) -> Iterator[Finding]:
    """The findings of `lint_spec` one by one: take as many as you show."""
    return bounded(
        spec_matches(spec),
        severity_of=lambda found: found.template.severity,
        to_finding=finding_of,
    )


def lint_published(spec: read.K8sBackupTargetSpec) -> tuple[Finding, ...]:
    """Lints a spec that a charm is about to publish.

    The findings of `lint_spec`, and a warning where nothing restricts what is backed up: to a
    requirer such a spec is no news; to the charm that publishes it, it may be a slip.
    """
    filters = (*lists_of(spec), spec.label_selector)
    everything = (
        () if any(filters) else (finding_of(match(templates.BACKS_UP_EVERYTHING_EMPTY, "")),)
    )
    return (*lint_spec(spec), *everything)


def lint_for_velero(
    spec: read.K8sBackupTargetSpec, velero_version: str = DEFAULT_VELERO_VERSION
) -> tuple[Finding, ...]:
    """Finds what a release of Velero refuses, and what is valid and still bites.

    Begins with the findings of `lint_spec`; `ttl-zero` is an error here. A release that was not
    measured adds `release-not-measured`. Of more than 1,000 errors or warnings, one of the rule
    `too-many-findings` stands for the rest.

    Args:
        spec: the spec.
        velero_version: a release from 1.16.0 on, or `main`. Default: the newest measured release.

    Raises:
        VeleroVersionError: for a text that names no release from 1.16.0 on.
    """
    velero = resolve_velero_version(velero_version)
    release = velero.rules.release
    findings = bounded(
        (
            found
            for found in _velero_matches(spec)
            if found.template.releases is None or release in found.template.releases
        ),
        severity_of=lambda found: found.template.velero_severity,
        to_finding=lambda found: _velero_finding(found, velero.version),
    )
    return (*findings, *release_findings(velero))


def _velero_matches(spec: read.K8sBackupTargetSpec) -> Iterator[Match]:
    lists = lists_of(spec)
    yield from spec_matches(spec)
    yield from namespace_matches(lists)
    yield from resource_matches(lists)
    yield from cluster_scope_matches(spec.include_cluster_resources, lists)
    yield from selector_matches(spec, lists)


def _velero_finding(found: Match, version: str) -> Finding:
    template, path, values = found
    finding = finding_of(Match(template, path, {**values, "version": version}))
    return replace(finding, severity=template.velero_severity)
