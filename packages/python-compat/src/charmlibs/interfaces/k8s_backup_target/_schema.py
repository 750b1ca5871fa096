"""The models under the reference's names.

They take at construction what the reference takes, since charms build them from config in their
own `__init__`; the provider judges them before it publishes.
"""

import logging
from typing import Final, cast

from pydantic import BaseModel, ConfigDict, Field, field_validator

from k8s_backup_target import BACKUP_TARGETS, Issue, read, summarize_issues, validate
from k8s_backup_target._ttl import ttl_without_days

_logger: Final = logging.getLogger(__name__)

DURATION_REGEX: Final = r"^(?=.*\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$"
"""Unused, as it is in the reference."""

BACKUP_TARGETS_FIELD: Final = BACKUP_TARGETS

_MOST_LOGGED: Final = 10


class K8sBackupTargetSpec(read.K8sBackupTargetSpec):
    """The spec, as lax at construction as the reference's."""

    model_config = ConfigDict(strict=False)

    ttl: str | None = Field(
        default=None, description="How long to keep the backup: any text, at construction."
    )


class BackupTargetEntry(BaseModel):
    """A single backup target."""

    app: str = Field(description="Name of the application that asks for the backup.")
    relation_name: str = Field(description="Name of the endpoint in that application's charm.")
    model: str = Field(description="Name of that application's model.")
    spec: K8sBackupTargetSpec = Field(description="What must be backed up.")


class ProviderAppData(BaseModel):
    """The provider's application databag: good targets survive a bad one."""

    backup_targets: list[BackupTargetEntry] = Field(description="The backup targets.")

    @field_validator("backup_targets", mode="before")
    @classmethod
    def _without_invalid(cls, value: object) -> object:
        """Drops and logs what the contract refuses, and turns days into hours.

        Requirers on this class hand the `ttl` to Velero as they find it: one `30d` or `garbage`
        keeps Velero from reading any Backup or Schedule.
        """
        if not isinstance(value, list):
            return value
        kept: list[object] = []
        dropped: list[Issue] = []
        for index, entry in enumerate(cast("list[object]", value)):
            issues = () if isinstance(entry, BackupTargetEntry) else _take(entry, kept)
            if isinstance(entry, BackupTargetEntry):
                kept.append(entry)
            dropped += (
                Issue(f"/{BACKUP_TARGETS}/{index}{issue.path}", issue.rule, issue.message)
                for issue in issues[:1]
            )
        _log(dropped)
        return kept


def _take(entry: object, kept: list[object]) -> tuple[Issue, ...]:
    """Appends an entry to `kept`, or says why not."""
    result = validate(read.BackupTargetEntry, entry)
    if result.value is not None:
        kept.append(_as_reference(result.value))
    return result.issues


def _as_reference(entry: read.BackupTargetEntry) -> BackupTargetEntry:
    return BackupTargetEntry(
        app=entry.app,
        relation_name=entry.relation_name,
        model=entry.model,
        spec=spec_as_reference(entry.spec),
    )


def spec_as_reference(spec: read.K8sBackupTargetSpec) -> K8sBackupTargetSpec:
    """A valid spec in the reference's class, its days turned into hours."""
    fields = spec.model_dump()
    ttl = spec.ttl and ttl_without_days(spec.ttl)
    return K8sBackupTargetSpec.model_validate({**fields, "ttl": ttl})


def _log(dropped: list[Issue]) -> None:
    for issue in dropped[:_MOST_LOGGED]:
        _logger.warning("dropped a backup target: %s", summarize_issues([issue]))
    if len(dropped) > _MOST_LOGGED:
        _logger.warning("dropped %d more backup targets", len(dropped) - _MOST_LOGGED)
