"""The lists of a spec as Velero reads them, where null, empty and absent are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from k8s_backup_target import read


class Lists(NamedTuple):
    """The lists of a spec as Velero reads them."""

    include_namespaces: Sequence[str]
    exclude_namespaces: Sequence[str]
    include_resources: Sequence[str]
    exclude_resources: Sequence[str]
    has_selector: bool
    """True if a label selector says something."""

    @property
    def names_namespaces(self) -> bool:
        """True if the include list names namespaces."""
        return _is_restriction(self.include_namespaces)

    @property
    def names_resources(self) -> bool:
        """True if the include list names resource types."""
        return _is_restriction(self.include_resources)

    @property
    def every_namespace(self) -> bool:
        """True if neither list restricts namespaces."""
        return not self.names_namespaces and not self.exclude_namespaces


def lists_of(spec: read.K8sBackupTargetSpec) -> Lists:
    """The lists of a spec as Velero reads them."""
    return Lists(
        spec.include_namespaces or (),
        spec.exclude_namespaces or (),
        spec.include_resources or (),
        spec.exclude_resources or (),
        has_selector=bool(spec.label_selector),
    )


def _is_restriction(names: Sequence[str]) -> bool:
    return len(names) > 0 and "*" not in names
