"""Conversions for a Python integrator, so that Velero understands a target."""

import json
from dataclasses import dataclass
from typing import Final

from . import read
from .issue import ContractError, Issue
from .lint import lint_for_velero
from .ttl import ttl_seconds, ttl_without_days

_MAX_SECONDS: Final = 9_223_372_036
"""Go's `time.Duration` counts nanoseconds in 63 bits: 292 years."""


def to_go_duration(ttl: str) -> str:
    """A `ttl` of the contract as Go prints the same duration, which is how Velero stores it.

    `30d` becomes `720h0m0s`, `90m` becomes `1h30m0s`, `45s` stays. Velero reads a ttl with Go's
    `time.ParseDuration`, which knows no day. The API server checks nothing, and one Backup or
    Schedule with `30d` keeps Velero from reading any other.

    Raises:
        ContractError: when `ttl` breaks the contract (rule `pattern`), is longer than Go can hold
            (`ttl-range`), or is empty or zero (`ttl-zero`), which Velero reads as the server's
            default, 720 hours unless set otherwise, and never as "no time": leave it unset then.
    """
    try:
        seconds = ttl_seconds(ttl)
    except ValueError as error:
        raise _invalid("pattern", str(error)) from None
    if seconds == 0:
        raise _invalid("ttl-zero", f"{ttl!r} has no length: leave the ttl unset")
    if seconds > _MAX_SECONDS:
        raise _invalid("ttl-range", f"{ttl!r} is longer than the 292 years that Go can hold")
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    if hours:
        return f"{hours}h{minutes}m{rest}s"
    return f"{minutes}m{rest}s" if minutes else f"{rest}s"


def _invalid(rule: str, message: str) -> ContractError:
    return ContractError([Issue("/ttl", rule, message)])


@dataclass(frozen=True, slots=True)
class VeleroSchedule:
    """When velero-operator makes backups of a target. What is None is not set."""

    cron: str | None = None
    """A cron expression; None means on demand only."""

    paused: bool | None = None
    skip_immediately: bool | None = None
    use_owner_references_in_backup: bool | None = None


def to_velero_backup_config(
    target: read.BackupTargetEntry, schedule: VeleroSchedule | None = None
) -> dict[str, str]:
    """Writes the databag of `velero_backup_config`, byte for byte as velero-operator's library.

    The ttl alone is changed: velero-operator hands it to Velero as it stands, so days become hours
    and the empty string null. The cron expression is taken as it is.

    Raises:
        ContractError: with what every release of Velero refuses in the spec.
    """
    spec = target.spec
    refused = [finding for finding in lint_for_velero(spec) if finding.severity == "error"]
    if refused:
        raise ContractError(refused)
    when = schedule or VeleroSchedule()
    fields = {
        "include_namespaces": spec.include_namespaces,
        "include_resources": spec.include_resources,
        "exclude_namespaces": spec.exclude_namespaces,
        "exclude_resources": spec.exclude_resources,
        "label_selector": spec.label_selector,
        "ttl": ttl_without_days(spec.ttl) if spec.ttl else None,
        "include_cluster_resources": spec.include_cluster_resources,
        "schedule": when.cron,
        "paused": when.paused,
        "skip_immediately": when.skip_immediately,
        "use_owner_references_in_backup": when.use_owner_references_in_backup,
    }
    return {
        "app": target.app,
        "relation_name": target.relation_name,
        "model": target.model,
        "spec": json.dumps(fields, ensure_ascii=False, separators=(",", ":")),
    }
