"""Conversions and checks for a Python integrator, so that Velero understands a target."""

from typing import TYPE_CHECKING

from k8s_backup_target.lazy import exports

if TYPE_CHECKING:
    from .backup_config import VeleroSchedule, to_velero_backup_config
    from .conversion import (
        Conversion,
        ConvertedTarget,
        RefusedTarget,
        to_velero_backup_configs,
    )
    from .cron.check import check_cron
    from .ttl import to_go_duration
else:
    __getattr__ = exports(
        __name__,
        {
            "backup_config": ("VeleroSchedule", "to_velero_backup_config"),
            "conversion": (
                "Conversion",
                "ConvertedTarget",
                "RefusedTarget",
                "to_velero_backup_configs",
            ),
            "cron.check": ("check_cron",),
            "ttl": ("to_go_duration",),
        },
    )

__all__ = [
    "Conversion",
    "ConvertedTarget",
    "RefusedTarget",
    "VeleroSchedule",
    "check_cron",
    "to_go_duration",
    "to_velero_backup_config",
    "to_velero_backup_configs",
]
