"""Misuses that the type checker refuses: each line that ends with `# error` and a rule, and no other."""

from __future__ import annotations

import ops
from k8s_backup_target import K8sBackupTargetSpec, read, write
from k8s_backup_target.charm import K8sBackupTargetProvider, K8sBackupTargetRequirer
from k8s_backup_target.lint import lint_for_velero, lint_spec
from k8s_backup_target.testing import published, relation_for_requirer
from k8s_backup_target.velero import VeleroSchedule, to_go_duration, to_velero_backup_config

SPEC = write.K8sBackupTargetSpec()
READ_SPEC = read.K8sBackupTargetSpec()
READ_ENTRY = read.BackupTargetEntry(app="a", relation_name="b", model="c", spec=READ_SPEC)


def models() -> None:
    """Misspelt names and values of another type."""
    write.K8sBackupTargetSpec(exclude_namespace=[])  # error: reportCallIssue
    K8sBackupTargetSpec(exclude_namespace=[])  # error: reportCallIssue
    write.K8sBackupTargetSpec(include_namespaces="db")  # error: reportArgumentType
    write.K8sBackupTargetSpec(include_namespaces=("db",))  # error: reportArgumentType
    write.K8sBackupTargetSpec(include_resources={"pods"})  # error: reportArgumentType
    write.K8sBackupTargetSpec(include_resources=[1])  # error: reportArgumentType
    write.K8sBackupTargetSpec(label_selector={"app": 1})  # error: reportArgumentType
    write.K8sBackupTargetSpec(include_cluster_resources="yes")  # error: reportArgumentType
    write.K8sBackupTargetSpec(ttl=72)  # error: reportArgumentType
    write.K8sBackupTargetSpec(["db"])  # error: reportCallIssue
    read.K8sBackupTargetSpec(ttl=72)  # error: reportArgumentType
    read.BackupTargetEntry(app="a", relation_name="b", model="c")  # error: reportCallIssue
    SPEC.time_to_live = "72h"  # error: reportAttributeAccessIssue


def views() -> None:
    """A write spec is a read spec; nothing else takes the place of another."""
    wants_write(K8sBackupTargetSpec())
    wants_write(READ_SPEC)  # error: reportArgumentType
    write.ProviderAppData(backup_targets=[READ_ENTRY])  # error: reportArgumentType
    write.BackupTargetEntry(app="a", relation_name="b", model="c", spec=SPEC)
    entry = read.BackupTargetEntry(app="a", relation_name="b", model="c", spec=SPEC)
    read.ProviderAppData(backup_targets=[entry, READ_ENTRY])


def wants_write(spec: write.K8sBackupTargetSpec) -> str | None:
    """Takes the narrower of the two."""
    return spec.ttl


def provider(charm: ops.CharmBase) -> None:
    """Arguments and results of the provider."""
    K8sBackupTargetProvider(charm, "backup")  # error: reportCallIssue
    K8sBackupTargetProvider(charm, "backup", 72)  # error: reportArgumentType
    K8sBackupTargetProvider(charm, "backup", "72h")  # error: reportArgumentType
    K8sBackupTargetProvider(charm, "backup", lambda: "72h")  # error: reportArgumentType
    K8sBackupTargetProvider(charm, "backup", READ_ENTRY)  # error: reportArgumentType
    K8sBackupTargetProvider(charm, 1, None)  # error: reportArgumentType
    K8sBackupTargetProvider(charm, "backup", None, "update_status")  # error: reportArgumentType
    backup = K8sBackupTargetProvider(charm, "backup", None)
    backup.withdraw("backup")  # error: reportCallIssue
    outcome = backup.publish()
    print(outcome.reason.upper())  # error: reportOptionalMemberAccess
    print(outcome.status == "ok")  # error: reportUnnecessaryComparison
    outcome.status = "skipped"  # error: reportAttributeAccessIssue
    backup.issues = ()  # error: reportAttributeAccessIssue


def requirer(charm: ops.CharmBase) -> None:
    """Arguments and results of the requirer."""
    backups = K8sBackupTargetRequirer(charm, "targets")
    backups.is_ready()  # error: reportCallIssue
    backups.get_backup_spec("db", "backup")  # error: reportCallIssue
    found = backups.get_backup_spec("db", "backup", "prod")
    print(found.ttl)  # error: reportOptionalMemberAccess
    print(found and found.ttl.upper())  # error: reportOptionalMemberAccess
    backups.targets[0].path = ""  # error: reportAttributeAccessIssue
    print(backups.issues[0].remedy.upper())  # error: reportOptionalMemberAccess
    print(backups.issues[0].severity == "fatal")  # error: reportUnnecessaryComparison
    backups.targets = ()  # error: reportAttributeAccessIssue


def helpers() -> None:
    """Lint, Velero's helpers and those for tests."""
    lint_spec({"ttl": "72h"})  # error: reportArgumentType
    lint_for_velero(SPEC, 1.18)  # error: reportArgumentType
    to_go_duration(SPEC.ttl)  # error: reportArgumentType
    to_velero_backup_config(SPEC)  # error: reportArgumentType
    VeleroSchedule(cron=5)  # error: reportArgumentType
    VeleroSchedule(schedule="0 2 * * *")  # error: reportCallIssue
    relation_for_requirer("targets", [])  # error: reportCallIssue
    relation_for_requirer("targets", targets=[1])  # error: reportArgumentType
    published({})  # error: reportArgumentType
