"""The read view: unknown keys are tolerated at every level, since a peer may be newer."""

from ._generated.read import BackupTargetEntry, K8sBackupTargetSpec, ProviderAppData

__all__ = ["BackupTargetEntry", "K8sBackupTargetSpec", "ProviderAppData"]
