"""Conversions and checks for a Python integrator, so that Velero understands a target."""

from .backup_config import VeleroSchedule, to_velero_backup_config
from .check_cron import check_cron
from .ttl import to_go_duration

__all__ = ["VeleroSchedule", "check_cron", "to_go_duration", "to_velero_backup_config"]
