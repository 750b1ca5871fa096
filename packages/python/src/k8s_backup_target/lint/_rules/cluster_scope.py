"""Rules about cluster-scoped objects."""

import re
from collections.abc import Iterator
from typing import Final

from k8s_backup_target._generated import lint as templates
from k8s_backup_target.lint._finding import FindingDraft, draft
from k8s_backup_target.lint._lists import Lists

from .resources import first_index

_PATH: Final = "/include_cluster_resources"
# Velero knows short names in lower case only.
_CLAIMS: Final = re.compile(r"(?:pvc|(?i:persistentvolumeclaims?))\.?", re.ASCII)
_VOLUMES: Final = re.compile(r"(?:pv|(?i:persistentvolumes?))\.?", re.ASCII)


def cluster_scope_findings(included: bool | None, lists: Lists) -> Iterator[FindingDraft]:  # noqa: FBT001
    """Each remedy leads to a spec in which this finds nothing, never to and fro."""
    if included is None:
        yield from _undecided_findings(lists)
        yield from _lost_volume_findings(lists)
    elif not included:
        named = lists.names_namespaces
        yield draft(
            templates.CLUSTER_SCOPE_NONE_NAMED
            if named
            else templates.CLUSTER_SCOPE_NONE_EVERYWHERE,
            _PATH,
        )
    elif lists.names_namespaces:
        if not lists.names_resources:
            yield draft(templates.CLUSTER_SCOPE_ALL_ALL, _PATH)
        elif not lists.has_selector and first_index(_VOLUMES, lists.include_resources) != -1:
            yield draft(templates.CLUSTER_SCOPE_ALL_VOLUMES, _PATH)


def _undecided_findings(lists: Lists) -> Iterator[FindingDraft]:
    if lists.names_namespaces:
        return
    is_unfiltered = not lists.include_resources and not lists.exclude_resources
    if lists.every_namespace:
        if lists.exclude_resources:
            yield draft(templates.CLUSTER_SCOPE_UNDECIDED_EXCLUDES, _PATH)
        elif is_unfiltered:
            yield draft(templates.CLUSTER_SCOPE_UNDECIDED_UNFILTERED, _PATH)
    elif is_unfiltered:
        yield draft(templates.CLUSTER_SCOPE_UNDECIDED_EXCLUDING, _PATH)
    elif not lists.names_resources:
        yield draft(templates.CLUSTER_SCOPE_UNDECIDED_NAMESPACES, _PATH)


def _lost_volume_findings(lists: Lists) -> Iterator[FindingDraft]:
    index = first_index(_CLAIMS, lists.include_resources)
    if not lists.names_resources or index == -1:
        return
    if first_index(_VOLUMES, lists.include_resources) == -1:
        yield draft(templates.PERSISTENT_VOLUMES_LOST_CLAIMS, f"/include_resources/{index}")
