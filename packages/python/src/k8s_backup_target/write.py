"""The write view: unknown keys are refused at every level.

Every reader would ignore a misspelt `exclude_namespace`, and the backup would hold everything.
"""

from ._generated.write import BackupTargetEntry, K8sBackupTargetSpec, ProviderAppData

__all__ = ["BackupTargetEntry", "K8sBackupTargetSpec", "ProviderAppData"]
