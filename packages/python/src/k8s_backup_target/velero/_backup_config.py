"""The databag of `velero_backup_config`, which velero-operator reads."""

import json
from dataclasses import dataclass

from k8s_backup_target import read
from k8s_backup_target._ttl import ttl_without_days
from k8s_backup_target.lint import DEFAULT_VELERO_VERSION

from ._acceptance import refuse_cron, refuse_target


@dataclass(frozen=True, slots=True)
class VeleroSchedule:
    """When backups of a target are made. What is None is not set."""

    cron: str | None = None
    """A cron expression; None means on demand only. `check_cron` says if Velero takes it."""

    paused: bool | None = None
    skip_immediately: bool | None = None
    use_owner_references_in_backup: bool | None = None


def to_velero_backup_config(
    target: read.BackupTargetEntry,
    schedule: VeleroSchedule | None = None,
    *,
    velero_version: str = DEFAULT_VELERO_VERSION,
) -> dict[str, str]:
    """Writes the databag of `velero_backup_config`, byte for byte as velero-operator's library.

    The ttl alone is changed: velero-operator hands it to Velero as it is, so days become hours
    and the empty string null.

    Args:
        target: the target.
        schedule: when backups are made. Without a cron expression, on demand only.
        velero_version: the server's release, which decides how the expression is read.

    Raises:
        ContractError: with what every release of Velero refuses in the spec, with paths into the
            target, and as `check_cron` does for the expression, with the path `/cron`.
        VeleroVersionError: for a `velero_version` that names no release.
    """
    refuse_target(target)
    when = schedule or VeleroSchedule()
    if when.cron is not None:
        refuse_cron(when.cron, velero_version)
    spec = target.spec
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
