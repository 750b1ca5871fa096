"""Likely mistakes in a valid spec, by the rules of Kubernetes and of Velero's releases.

The rules, their severities, messages and remedies are those of the npm package
`@k8s-backup-target/lint`, from one catalogue.
"""

from k8s_backup_target._generated.velero_releases import DEFAULT_VELERO_VERSION

from .finding import Finding
from .lint import lint_for_velero, lint_published, lint_spec
from .velero_version import VeleroVersion, VeleroVersionError, resolve_velero_version

__all__ = [
    "DEFAULT_VELERO_VERSION",
    "Finding",
    "VeleroVersion",
    "VeleroVersionError",
    "lint_for_velero",
    "lint_published",
    "lint_spec",
    "resolve_velero_version",
]
