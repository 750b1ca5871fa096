"""Rules about the side effects of a label selector."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from k8s_backup_target._generated import lint as templates
from k8s_backup_target.lint._finding import FindingDraft, draft
from k8s_backup_target.lint._lists import Lists

if TYPE_CHECKING:
    from k8s_backup_target import read

_PATH: Final = "/label_selector"


def selector_findings(spec: read.K8sBackupTargetSpec, lists: Lists) -> Iterator[FindingDraft]:
    """Findings about what the selector pulls in and what it drops."""
    if not spec.label_selector:
        return
    yield draft(templates.SELECTOR_PULLS_UNLABELLED_PULLED, _PATH)
    if lists.every_namespace:
        yield draft(templates.SELECTOR_DROPS_NAMESPACES_DROPPED, _PATH)
    if _collects_definitions(spec, lists):
        yield draft(templates.SELECTOR_DROPS_DEFINITIONS_DROPPED, _PATH)


def _collects_definitions(spec: read.K8sBackupTargetSpec, lists: Lists) -> bool:
    """Findings about definitions that the selector applies to, as to other types."""
    if spec.include_cluster_resources is True:
        return not lists.names_resources
    old_filters = bool(lists.include_resources or lists.exclude_resources)
    undecided = spec.include_cluster_resources is None
    return undecided and old_filters and lists.every_namespace and not lists.names_resources
