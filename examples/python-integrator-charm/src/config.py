"""The charm's config, as far as it can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from k8s_backup_target import ContractError, Issue, describe_issue
from k8s_backup_target.lint import (
    DEFAULT_VELERO_VERSION,
    VeleroVersionError,
    resolve_velero_version,
)
from k8s_backup_target.velero import VeleroSchedule, check_cron


@dataclass(frozen=True)
class Config:
    """The charm's config."""

    schedule: VeleroSchedule
    """Without `cron`, backups are made on demand only."""

    faults: tuple[str, ...]
    """Faults, each fit for the unit's status. Nothing is forwarded while there are any."""

    warnings: tuple[str, ...]
    """Settings that some releases of Velero read differently, each fit for the log."""


def read_config(options: Mapping[str, str | float | bool]) -> Config:
    """Reads the charm's config. Never raises: what is wrong is a fault."""
    schedule = VeleroSchedule(
        cron=_text(options["schedule"]) or None,
        paused=bool(options["paused"]),
        skip_immediately=bool(options["skip-immediately"]),
        use_owner_references_in_backup=bool(options["use-owner-references-in-backup"]),
    )
    velero_version = _text(options["velero-version"]) or DEFAULT_VELERO_VERSION
    try:
        resolve_velero_version(velero_version)
        warnings = check_cron(schedule.cron, velero_version) if schedule.cron else ()
    except VeleroVersionError as error:
        return Config(schedule, faults=(f"config velero-version: {error}",), warnings=())
    except ContractError as error:
        return Config(schedule, faults=_about_schedule(error.issues), warnings=())
    return Config(schedule, faults=(), warnings=_about_schedule(warnings))


def _about_schedule(issues: Sequence[Issue]) -> tuple[str, ...]:
    return tuple(describe_issue(replace(issue, path="config schedule")) for issue in issues)


def _text(option: object) -> str:
    return str(option).strip()
