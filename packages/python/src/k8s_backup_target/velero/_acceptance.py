"""What Velero takes."""

from k8s_backup_target import read
from k8s_backup_target._issue import ContractError
from k8s_backup_target.lint import lint_for_velero


def refuse_spec(spec: read.K8sBackupTargetSpec) -> None:
    """Raises ContractError with what every release of Velero refuses in a spec.

    A ttl of zero is among it, which Velero reads as its default.
    """
    refused = [finding for finding in lint_for_velero(spec) if finding.severity == "error"]
    if refused:
        raise ContractError(refused)
