"""Conversions and checks for a Python integrator, so that Velero understands a target."""

from typing import TYPE_CHECKING

from k8s_backup_target._lazy import exports

if TYPE_CHECKING:
    from ._backup_config import VeleroSchedule, to_velero_backup_config
    from ._conversion import (
        Conversion,
        ConvertedTarget,
        RefusedTarget,
        to_velero_backup_configs,
    )
    from ._cron.check import check_cron
    from ._ttl import to_go_duration
else:
    __getattr__ = exports(
        __name__,
        {
            "_backup_config": ("VeleroSchedule", "to_velero_backup_config"),
            "_conversion": (
                "Conversion",
                "ConvertedTarget",
                "RefusedTarget",
                "to_velero_backup_configs",
            ),
            "_cron.check": ("check_cron",),
            "_ttl": ("to_go_duration",),
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
