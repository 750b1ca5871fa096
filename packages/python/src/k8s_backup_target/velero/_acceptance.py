"""What Velero takes."""

from dataclasses import replace

from k8s_backup_target import read
from k8s_backup_target._issue import ContractError
from k8s_backup_target.lint import DEFAULT_VELERO_VERSION, refused_by_velero

from ._cron.check import check_cron


def refuse_target(target: read.BackupTargetEntry) -> None:
    """Raises ContractError with what every release of Velero refuses in a target's spec.

    A ttl of zero is among it, which Velero reads as its default. The paths point into the target.
    """
    refused = refused_by_velero(target.spec)
    if refused:
        raise ContractError(replace(each, path=f"/spec{each.path}") for each in refused)


def refuse_cron(cron: str, velero_version: str = DEFAULT_VELERO_VERSION) -> None:
    """Raises ContractError as `check_cron` does, with the path `/cron`."""
    try:
        check_cron(cron, velero_version)
    except ContractError as error:
        raise ContractError(replace(each, path="/cron") for each in error.issues) from None
