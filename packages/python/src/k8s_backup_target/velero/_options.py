"""Settings of Backups that a target does not hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from k8s_backup_target._generated.lint import LABEL_VALUE_OPTION, NAMESPACE_NAME_OPTION
from k8s_backup_target._issue import ContractError, Issue
from k8s_backup_target.lint._finding import draft, finding_of
from k8s_backup_target.lint._names import MAX_LABEL, is_dns_label, is_qualified_name


@dataclass(frozen=True, slots=True, kw_only=True)
class VeleroOptions:
    """Who makes the objects, where, and how Velero stores the backups."""

    managed_by: str
    """Who makes the objects: the value of the label `managed-by`; see `managed_by_for`."""

    namespace: str = "velero"
    """Velero's own namespace: it reads no other."""

    storage_location: str | None = None
    """The BackupStorageLocation to write to. Default: the one that is marked as default."""

    volume_snapshot_locations: Sequence[str] = ()
    """The VolumeSnapshotLocations to use, one for each provider. Default: Velero's choice."""

    snapshot_volumes: bool | None = None
    """True to snapshot volumes. Default: Velero's choice."""

    snapshot_move_data: bool | None = None
    """True to move CSI snapshots to the storage location. Default: the server's setting."""

    default_volumes_to_fs_backup: bool | None = None
    """True to back up all volumes through the file system. Default: the server's setting."""

    def refuse_invalid(self) -> None:
        """Raises ContractError where Kubernetes would refuse the objects for an option's sake."""
        issues: list[Issue] = []
        limit = str(MAX_LABEL)
        if not is_qualified_name(self.managed_by):
            issues.append(finding_of(draft(LABEL_VALUE_OPTION, "/managed_by", limit=limit)))
        if not is_dns_label(self.namespace):
            issues.append(finding_of(draft(NAMESPACE_NAME_OPTION, "/namespace", limit=limit)))
        if issues:
            raise ContractError(issues)

    def fields(self) -> dict[str, object]:
        """The fields of a BackupSpec that are set."""
        fields: dict[str, object] = {
            "storageLocation": self.storage_location or None,
            "volumeSnapshotLocations": list(self.volume_snapshot_locations) or None,
            "snapshotVolumes": self.snapshot_volumes,
            "snapshotMoveData": self.snapshot_move_data,
            "defaultVolumesToFsBackup": self.default_volumes_to_fs_backup,
        }
        return {name: value for name, value in fields.items() if value is not None}
