"""Charms on the installed package, with every kind of spec; type-checked, and run to print what they do."""

from __future__ import annotations

import ops
from k8s_backup_target import Issue, K8sBackupTargetSpec, read, write
from k8s_backup_target.charm import (
    K8sBackupTargetProvider,
    K8sBackupTargetRequirer,
    Outcome,
    RelatedIssue,
    RelatedTarget,
    SpecLike,
    SpecSource,
    TargetsChangedEvent,
)
from k8s_backup_target.lint import (
    Finding,
    VeleroVersion,
    VeleroVersionError,
    lint_for_velero,
    lint_published,
    lint_spec,
    resolve_velero_version,
)
from k8s_backup_target.testing import published, relation_for_provider, relation_for_requirer
from k8s_backup_target.velero import (
    VeleroSchedule,
    check_cron,
    to_go_duration,
    to_velero_backup_config,
)
from ops import testing

META = {
    "name": "db",
    "provides": {"backup": {"interface": "k8s_backup_target"}},
    "requires": {
        "targets": {"interface": "k8s_backup_target"},
        "more-targets": {"interface": "k8s_backup_target"},
    },
}


def wanted() -> K8sBackupTargetSpec:
    """A spec as a provider writes it."""
    return K8sBackupTargetSpec(include_namespaces=["my-namespace"], ttl="3d")


def wanted_or_none() -> write.K8sBackupTargetSpec | None:
    """The same for a charm whose config may turn backups off."""
    return wanted()


SPECS: list[SpecSource] = [
    wanted(),
    read.K8sBackupTargetSpec(ttl="72h"),
    {"include_namespaces": ["my-namespace"], "ttl": None},
    None,
    wanted,
    wanted_or_none,
    lambda: {"ttl": "72h"},
]


class Provider(ops.CharmBase):
    """Publishes one spec after the other, and says what came of it."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.backup = K8sBackupTargetProvider(
            self, "backup", self.spec, refresh_event=[self.on.config_changed]
        )
        framework.observe(self.on.collect_unit_status, self._on_collect_unit_status)

    def spec(self) -> SpecLike:
        """Makes the spec, at each event."""
        return wanted()

    def _on_collect_unit_status(self, event: ops.CollectStatusEvent) -> None:
        status: ops.StatusBase = self.backup.status()
        event.add_status(status)

    def publish(self) -> Outcome:
        """Publishes and tells of it."""
        outcome: Outcome = self.backup.publish()
        issues: tuple[Issue, ...] = (*outcome.issues, *outcome.warnings, *self.backup.issues)
        if outcome.status == "skipped" and outcome.reason == "not-leader":
            return self.backup.withdraw()
        print(outcome, len(issues), [each.relation.name for each in outcome.relations])
        return outcome


def providers(charm: ops.CharmBase) -> list[K8sBackupTargetProvider]:
    """Every way to make one: nothing here is run, the type checker reads it."""
    return [
        K8sBackupTargetProvider(charm, "backup", wanted()),
        K8sBackupTargetProvider(charm, "backup", read.K8sBackupTargetSpec()),
        K8sBackupTargetProvider(charm, "backup", {"ttl": "72h"}),
        K8sBackupTargetProvider(charm, "backup", None),
        K8sBackupTargetProvider(charm, "backup", wanted_or_none),
        K8sBackupTargetProvider(charm, ["backup", "backup-integrator"], lambda: {"ttl": "72h"}),
        *(K8sBackupTargetProvider(charm, "backup", spec) for spec in SPECS),
        K8sBackupTargetProvider(charm, "backup", None, charm.on.config_changed),
        K8sBackupTargetProvider(charm, "backup", None, refresh_event=(charm.on.update_status,)),
    ]


class Requirer(ops.CharmBase):
    """Reads every target, and looks one up."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.backups = K8sBackupTargetRequirer(self, ("targets", "more-targets"))
        framework.observe(self.backups.on.targets_changed, self._on_targets_changed)
        framework.observe(self.on.collect_unit_status, self._on_collect_unit_status)

    def _on_targets_changed(self, event: TargetsChangedEvent) -> None:
        targets: tuple[RelatedTarget, ...] = self.backups.targets
        for each in targets:
            relation: ops.Relation = each.relation
            target: read.BackupTargetEntry = each.target
            print(relation.name, each.path, each.is_duplicate, forward(target))
        issues: tuple[RelatedIssue, ...] = self.backups.issues
        for issue in issues:
            where: tuple[str, int, str] = (issue.relation.name, issue.relation.id, issue.path)
            remedy: str | None = issue.remedy
            print(*where[::2], issue.rule, issue.severity, issue.refused, issue.message, remedy)

    def _on_collect_unit_status(self, event: ops.CollectStatusEvent) -> None:
        event.add_status(self.backups.status())

    def ttl_of(self, app: str) -> str | None:
        """The time to live that an application wants."""
        if not self.backups.is_ready:
            return None
        spec: read.K8sBackupTargetSpec | None
        spec = self.backups.get_backup_spec(app_name=app, endpoint="backup", model="my-model")
        return None if spec is None else time_to_live(spec)


def time_to_live(spec: read.K8sBackupTargetSpec) -> str | None:
    """One annotation for both views: a write spec is a read spec."""
    return to_go_duration(spec.ttl) if spec.ttl else None


def forward(target: read.BackupTargetEntry) -> dict[str, str]:
    """Makes the databag that velero-operator reads."""
    return to_velero_backup_config(target, VeleroSchedule(cron="0 2 * * *", paused=False))


def findings(spec: write.K8sBackupTargetSpec) -> list[str]:
    """Every finding, in one line each."""
    try:
        velero: VeleroVersion = resolve_velero_version("v1.18.3")
        found: tuple[Finding, ...] = lint_for_velero(spec, velero.version)
    except VeleroVersionError as error:
        return [error.code, str(error)]
    daily: tuple[Finding, ...] = check_cron("0 2 * * *", velero.version)
    everything = (*found, *daily, *lint_spec(spec), *lint_published(read.K8sBackupTargetSpec()))
    return [f"{each.severity} {each.path} {each.rule}" for each in everything]


def publish_and_read() -> None:
    """Runs both roles."""
    context = testing.Context(Provider, meta=META)
    relation = relation_for_provider("backup", remote_app_name="velero", databag={})
    state = testing.State(leader=True, relations={relation}, model=testing.Model(name="prod"))
    with context(context.on.config_changed(), state) as manager:
        manager.charm.publish()
        after: testing.State = manager.run()
    targets: list[read.BackupTargetEntry] = published(after.get_relation(relation.id))
    entry = write.BackupTargetEntry(
        app="remote", relation_name="backup", model="my-model", spec=wanted()
    )
    source = relation_for_requirer("targets", targets=[*targets, entry], remote_app_name="remote")
    reader = testing.Context(Requirer, meta=META)
    broken = relation_for_requirer("more-targets", databag={"backup_targets": "[{}]"})
    state = testing.State(relations={source, broken}, model=testing.Model(name="prod"))
    with reader(reader.on.relation_changed(source, remote_unit=0), state) as manager:
        manager.run()
        print(manager.charm.ttl_of("remote"))


if __name__ == "__main__":
    publish_and_read()
    print(time_to_live(wanted()), findings(wanted()))
