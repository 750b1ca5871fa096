"""A charm's code as a user writes it, on the main API; type-checked, and run to print one line."""

from __future__ import annotations

from k8s_backup_target import (
    ContractError,
    Decoded,
    Issue,
    K8sBackupTargetSpec,
    decode_databag,
    encode_databag,
    parse,
    summarize_issues,
    validate,
    write,
)
from k8s_backup_target.read import BackupTargetEntry


def publish(namespaces: list[str]) -> dict[str, str]:
    """Writes a provider's databag."""
    spec = K8sBackupTargetSpec(include_namespaces=namespaces, ttl="72h")
    entry = write.BackupTargetEntry(app="db", relation_name="backup", model="prod", spec=spec)
    return encode_databag(write.ProviderAppData(backup_targets=[entry]))


def read(databag: dict[str, str]) -> tuple[list[BackupTargetEntry], list[Issue]]:
    """Reads a databag as a requirer."""
    decoded: Decoded[BackupTargetEntry] = decode_databag(databag)
    return [found.target for found in decoded.targets], list(decoded.issues)


def refusal() -> str:
    """Misspells a field, and returns the refusal; the type checker knows of it as well."""
    assert validate(write.K8sBackupTargetSpec, {"exclude_namespace": []}).value is None
    try:
        parse(write.K8sBackupTargetSpec, {"exclude_namespace": []})
    except ContractError as error:
        return summarize_issues(error.issues)
    return "accepted"


def misspelt() -> write.K8sBackupTargetSpec:
    """An error to the type checker, or else the comment is one."""
    return write.K8sBackupTargetSpec(exclude_namespace=[])  # pyright: ignore[reportCallIssue]


if __name__ == "__main__":
    targets, issues = read(publish(["my-namespace"]))
    ttl: str | None = targets[0].spec.ttl
    print(targets[0].app, ttl, len(issues), refusal())
