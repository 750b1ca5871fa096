"""Conversions and checks for a Python integrator, so that Velero understands a target."""

from typing import TYPE_CHECKING

from k8s_backup_target.lazy import exports

if TYPE_CHECKING:
    from .backup_config import VeleroSchedule, to_velero_backup_config
    from .cron.check import check_cron
    from .ttl import to_go_duration
else:
    __getattr__ = exports(
        __name__,
        {
            "backup_config": ("VeleroSchedule", "to_velero_backup_config"),
            "cron.check": ("check_cron",),
            "ttl": ("to_go_duration",),
        },
    )

__all__ = ["VeleroSchedule", "check_cron", "to_go_duration", "to_velero_backup_config"]
