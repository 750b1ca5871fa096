"""The charm's config, as far as it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from k8s_backup_target import ContractError, describe_issue
from k8s_backup_target.lint import (
    DEFAULT_VELERO_VERSION,
    Finding,
    VeleroVersionError,
    resolve_velero_version,
)
from k8s_backup_target.velero import VeleroSchedule, check_cron
from shown_text import compact_json

_DEFAULT_TIMEOUT_SECONDS = 30
_MOST_TIMEOUT_SECONDS = 600
"""A hook that takes longer holds up every other hook of the unit."""

_NAMESPACE = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
"""A namespace's name. Another text could also lead to another path of the Kubernetes API."""


@dataclass(frozen=True)
class Config:
    """The charm's config."""

    forward_to: Literal["relation", "kubernetes"]
    velero_namespace: str
    velero_version: str
    """The release of Velero that runs."""

    timeout_seconds: float
    """The time limit of one request to the Kubernetes API."""

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
    faults, warnings = _checked_schedule(schedule.cron, velero_version)
    return Config(
        forward_to="kubernetes" if _text(options["forward-to"]) == "kubernetes" else "relation",
        velero_namespace=_text(options["velero-namespace"]) or "velero",
        velero_version=velero_version,
        timeout_seconds=_timeout(options["kubernetes-timeout"]),
        schedule=schedule,
        faults=(*faults, *_other_faults(options)),
        warnings=tuple(
            describe_issue(replace(warning, path="config schedule")) for warning in warnings
        ),
    )


def _checked_schedule(
    cron: str | None, velero_version: str
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The faults of release and schedule, and the warnings."""
    try:
        resolve_velero_version(velero_version)
        return (), () if cron is None else check_cron(cron, velero_version)
    except VeleroVersionError:
        known = f'a release such as "{DEFAULT_VELERO_VERSION}", or "main"'
        return (f"config velero-version is {compact_json(velero_version)}: write {known}",), ()
    except ContractError as error:
        return tuple(f"config schedule {issue.message}" for issue in error.issues), ()


def _other_faults(options: Mapping[str, str | float | bool]) -> Iterator[str]:
    forward_to = _text(options["forward-to"])
    if forward_to not in ("", "relation", "kubernetes"):
        yield f"config forward-to is {compact_json(forward_to)}: use relation or kubernetes"
    namespace = _text(options["velero-namespace"])
    if namespace and not _NAMESPACE.fullmatch(namespace):
        yield (
            f"config velero-namespace is {compact_json(namespace)}, which is not a valid "
            "namespace name"
        )
    seconds = _timeout(options["kubernetes-timeout"])
    if not 1 <= seconds <= _MOST_TIMEOUT_SECONDS:
        yield (f"config kubernetes-timeout is {seconds}: use 1 to {_MOST_TIMEOUT_SECONDS} seconds")


def _timeout(option: str | float | bool) -> float:
    if isinstance(option, (str, bool)):
        return _DEFAULT_TIMEOUT_SECONDS
    return option


def _text(option: object) -> str:
    return str(option).strip()
