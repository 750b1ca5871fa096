"""Conversions and checks for a Python integrator, so Velero understands a target."""

from typing import TYPE_CHECKING

from k8s_backup_target._lazy import exports

if TYPE_CHECKING:
    from ._backup_config import VeleroSchedule, to_velero_backup_config
    from ._conversion import (
        Conversion,
        ConvertedTarget,
        Manifests,
        ManifestTarget,
        RefusedTarget,
        to_backups,
        to_schedules,
        to_velero_backup_configs,
    )
    from ._cron.check import check_cron
    from ._labels import MANAGED_BY_LABEL, managed_by_for
    from ._manifests import Manifest, to_backup, to_schedule
    from ._naming import target_name
    from ._options import VeleroOptions
    from ._reconciliation import (
        Reconciliation,
        ScheduleConflict,
        ScheduleReference,
        ScheduleUpdate,
        reconcile,
    )
    from ._ttl import to_go_duration
else:
    __getattr__ = exports(
        __name__,
        {
            "_backup_config": ("VeleroSchedule", "to_velero_backup_config"),
            "_conversion": (
                "Conversion",
                "ConvertedTarget",
                "ManifestTarget",
                "Manifests",
                "RefusedTarget",
                "to_backups",
                "to_schedules",
                "to_velero_backup_configs",
            ),
            "_cron.check": ("check_cron",),
            "_labels": ("MANAGED_BY_LABEL", "managed_by_for"),
            "_manifests": ("Manifest", "to_backup", "to_schedule"),
            "_options": ("VeleroOptions",),
            "_reconciliation": (
                "Reconciliation",
                "ScheduleConflict",
                "ScheduleReference",
                "ScheduleUpdate",
                "reconcile",
            ),
            "_naming": ("target_name",),
            "_ttl": ("to_go_duration",),
        },
    )

__all__ = [
    "MANAGED_BY_LABEL",
    "Conversion",
    "ConvertedTarget",
    "Manifest",
    "ManifestTarget",
    "Manifests",
    "Reconciliation",
    "RefusedTarget",
    "ScheduleConflict",
    "ScheduleReference",
    "ScheduleUpdate",
    "VeleroOptions",
    "VeleroSchedule",
    "check_cron",
    "managed_by_for",
    "reconcile",
    "target_name",
    "to_backup",
    "to_backups",
    "to_go_duration",
    "to_schedule",
    "to_schedules",
    "to_velero_backup_config",
    "to_velero_backup_configs",
]
