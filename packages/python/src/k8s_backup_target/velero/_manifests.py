"""Velero's Backup and Schedule of a target, as they are created."""

from datetime import datetime, timezone
from typing import Any, Final, TypeAlias

from k8s_backup_target import read
from k8s_backup_target._generated.conversion_templates import IDENTITY_SIZE_NAMES
from k8s_backup_target._issue import ContractError
from k8s_backup_target._template import issue_of
from k8s_backup_target.lint import DEFAULT_VELERO_VERSION

from ._acceptance import refuse_cron, refuse_target
from ._backup_config import VeleroSchedule
from ._labels import target_annotations, target_labels
from ._naming import target_name
from ._options import VeleroOptions
from ._pause import pause_annotations
from ._ttl import to_go_duration

Manifest: TypeAlias = dict[str, Any]
"""An object of Kubernetes, as JSON has it."""

_MOST_IDENTITY_BYTES: Final = 200_000
"""Kubernetes' limit for an object's annotations, less some room for their keys and for others."""


def to_backup(
    target: read.BackupTargetEntry, options: VeleroOptions, *, at: datetime | None = None
) -> Manifest:
    """Makes the `velero.io/v1` Backup of a target.

    What is not set in the target is left out, which is what Velero takes for its default; an empty
    include list means everything.

    Args:
        target: the target.
        options: who makes it, and where.
        at: when the backup is asked for, with its time zone: then `-YYYYMMDDhhmmss`, in UTC, ends
            the name, as Velero names the Backups of a Schedule. Velero refuses a name that is
            already in the object storage, so give it for anything but the first backup.

    Raises:
        ContractError: with what every release of Velero refuses in the spec, a ttl of zero
            included, and for names that are too long for annotations; the paths point into the
            target. Also for an option that Kubernetes would refuse.
    """
    options.refuse_invalid()
    _accept(target)
    name = target_name(target)
    return {
        "apiVersion": "velero.io/v1",
        "kind": "Backup",
        "metadata": _metadata(target, name if at is None else f"{name}-{_stamp(at)}", options),
        "spec": _backup_spec(target.spec, options),
    }


def to_schedule(
    target: read.BackupTargetEntry,
    schedule: VeleroSchedule,
    options: VeleroOptions,
    *,
    velero_version: str = DEFAULT_VELERO_VERSION,
) -> Manifest:
    """Makes the `velero.io/v1` Schedule of a target, with the target's Backup as its template.

    Args:
        target: the target.
        schedule: when to back up; it has a cron expression.
        options: who makes it, and where.
        velero_version: the server's release, which decides how the expression is read.

    Raises:
        ContractError: as `to_backup` does, and as `check_cron` does for the expression, then with
            the path `/cron`.
        VeleroVersionError: for a `velero_version` that names no release.
    """
    options.refuse_invalid()
    refuse_cron("" if schedule.cron is None else schedule.cron, velero_version)
    _accept(target)
    metadata = _metadata(target, target_name(target), options)
    metadata["annotations"].update(pause_annotations(paused=schedule.paused))
    switches = {
        "paused": schedule.paused,
        "skipImmediately": schedule.skip_immediately,
        "useOwnerReferencesInBackup": schedule.use_owner_references_in_backup,
    }
    # By server-side apply an empty template cannot take the place of one with fields. All
    # namespaces by name are what Velero makes of an empty list anyway.
    template = _backup_spec(target.spec, options) or {"includedNamespaces": ["*"]}
    return {
        "apiVersion": "velero.io/v1",
        "kind": "Schedule",
        "metadata": metadata,
        "spec": {"schedule": schedule.cron, "template": template, **_set(switches)},
    }


def _accept(target: read.BackupTargetEntry) -> None:
    refuse_target(target)
    names = target.app + target.relation_name + target.model
    size = len(names.encode("utf-8", "surrogatepass"))
    if size > _MOST_IDENTITY_BYTES:
        values = {"length": str(size), "limit": str(_MOST_IDENTITY_BYTES)}
        raise ContractError([issue_of(IDENTITY_SIZE_NAMES, "", **values)])


def _metadata(target: read.BackupTargetEntry, name: str, options: VeleroOptions) -> Manifest:
    return {
        "name": name,
        "namespace": options.namespace,
        "labels": target_labels(target, options.managed_by),
        "annotations": target_annotations(target),
    }


def _backup_spec(spec: read.K8sBackupTargetSpec, options: VeleroOptions) -> Manifest:
    """Velero's BackupSpec. It sends an empty selector as `<none>`, and every list call fails."""
    selector = {"matchLabels": dict(spec.label_selector)} if spec.label_selector else None
    fields = {
        "includedNamespaces": list(spec.include_namespaces or ()) or None,
        "excludedNamespaces": list(spec.exclude_namespaces or ()) or None,
        "includedResources": list(spec.include_resources or ()) or None,
        "excludedResources": list(spec.exclude_resources or ()) or None,
        "includeClusterResources": spec.include_cluster_resources,
        "labelSelector": selector,
        "ttl": to_go_duration(spec.ttl) if spec.ttl else None,
    }
    return {**_set(fields), **options.fields()}


def _set(fields: Manifest) -> Manifest:
    return {name: value for name, value in fields.items() if value is not None}


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(timezone.utc):%Y%m%d%H%M%S}"
