"""Likely mistakes in a valid spec, by the rules of Kubernetes and of Velero's releases.

The rules, their severities, messages and remedies are those of the npm package
`@k8s-backup-target/lint`, from one catalogue.
"""

from typing import TYPE_CHECKING

from k8s_backup_target._lazy import exports

if TYPE_CHECKING:
    from k8s_backup_target._generated.velero_releases import DEFAULT_VELERO_VERSION

    from ._finding import Finding
    from ._for_velero import lint_for_velero, refused_by_velero
    from ._lint import lint_published, lint_spec
    from ._velero_version import VeleroVersion, VeleroVersionError, resolve_velero_version
else:
    __getattr__ = exports(
        __name__,
        {
            "_finding": ("Finding",),
            "_for_velero": ("lint_for_velero", "refused_by_velero"),
            "_lint": ("lint_published", "lint_spec"),
            "_velero_version": (
                "DEFAULT_VELERO_VERSION",
                "VeleroVersion",
                "VeleroVersionError",
                "resolve_velero_version",
            ),
        },
    )

__all__ = [
    "DEFAULT_VELERO_VERSION",
    "Finding",
    "VeleroVersion",
    "VeleroVersionError",
    "lint_for_velero",
    "lint_published",
    "lint_spec",
    "refused_by_velero",
    "resolve_velero_version",
]
