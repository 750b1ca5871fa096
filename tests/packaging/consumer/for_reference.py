"""Charms written for the reference, as its users write and annotate them; run to print what they do.

The same file is type-checked and run on the reference and on the drop-in.
"""

import logging
from dataclasses import dataclass

import ops
from charmlibs.interfaces.k8s_backup_target import (
    K8sBackupTargetProvider,
    K8sBackupTargetRequirer,
    K8sBackupTargetSpec,
)
from charmlibs.interfaces.k8s_backup_target._schema import ProviderAppData
from ops import testing
from pydantic import ValidationError

logger = logging.getLogger(__name__)

CLIENT = {
    "name": "db",
    "provides": {"backup": {"interface": "k8s_backup_target"}},
}
CONFIG = {"options": {"ttl": {"type": "string", "default": "72h"}}}
READER = {
    "name": "backup",
    "requires": {"k8s-backup-target": {"interface": "k8s_backup_target"}},
}
MODEL = testing.Model(name="prod")


class Client(ops.CharmBase):
    """An application that wants to be backed up."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.backup: K8sBackupTargetProvider = K8sBackupTargetProvider(
            self,
            relation_name="backup",
            spec=self._spec(),
            refresh_event=[self.on.config_changed, self.on.update_status],
        )

    def _spec(self) -> K8sBackupTargetSpec:
        return K8sBackupTargetSpec(
            include_namespaces=["my-namespace"],
            include_resources=["persistentvolumeclaims", "services"],
            exclude_resources=None,
            label_selector={"app": "db"},
            include_cluster_resources=True,
            ttl=str(self.config["ttl"]),
        )


class PlainClient(ops.CharmBase):
    """The same with one refresh event, and with positional arguments."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        spec = K8sBackupTargetSpec()
        self.backup = K8sBackupTargetProvider(self, "backup", spec, self.on.config_changed)


@dataclass(frozen=True)
class Target:
    """The integrator's view of a target."""

    app: str
    endpoint: str
    model: str
    spec: K8sBackupTargetSpec


class Integrator(ops.CharmBase):
    """Reads the databags with the models, and keeps the last target."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.target = self._read()

    @property
    def _relations(self) -> list[ops.Relation]:
        return self.model.relations.get("k8s-backup-target", [])

    def _read(self) -> Target | None:
        target: Target | None = None
        for relation in self._relations:
            try:
                data: ProviderAppData = relation.load(ProviderAppData, relation.app)
            except (ValidationError, ops.RelationDataError):
                logger.exception("no backup target in %s", relation)
                continue
            for entry in data.backup_targets:
                target = Target(entry.app, entry.relation_name, entry.model, entry.spec)
        return target


class Operator(ops.CharmBase):
    """Reads the databags with the requirer."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.targets = K8sBackupTargetRequirer(self, relation_name="k8s-backup-target")

    def spec_of(self, app: str) -> K8sBackupTargetSpec | None:
        """The spec of one application."""
        if not self.targets.is_ready:
            return None
        return self.targets.get_backup_spec(app_name=app, endpoint="backup", model="prod")


def fields_of(spec: K8sBackupTargetSpec) -> dict[str, object]:
    """The fields that are forwarded."""
    namespaces: list[str] | None = spec.include_namespaces
    labels: dict[str, str] | None = spec.label_selector
    cluster: bool | None = spec.include_cluster_resources
    ttl: str | None = spec.ttl
    return {"namespaces": namespaces, "labels": labels, "cluster": cluster, "ttl": ttl}


def publish() -> dict[str, str]:
    """The databag that the client writes."""
    context = testing.Context(Client, meta=CLIENT, config=CONFIG)
    relation = testing.Relation("backup")
    state = testing.State(leader=True, relations={relation}, model=MODEL)
    after = context.run(context.on.config_changed(), state)
    return dict(after.get_relation(relation.id).local_app_data)


def read(databag: dict[str, str]) -> None:
    """Prints what both readers make of it."""
    relation = testing.Relation("k8s-backup-target", remote_app_name="db", remote_app_data=databag)
    state = testing.State(relations={relation}, model=MODEL)
    integrator = testing.Context(Integrator, meta=READER)
    with integrator(integrator.on.update_status(), state) as manager:
        target = manager.charm.target
        print("integrator:", target and (target.app, target.endpoint, fields_of(target.spec)))
    operator = testing.Context(Operator, meta=READER)
    with operator(operator.on.update_status(), state) as manager:
        spec = manager.charm.spec_of("db")
        print("operator:", spec and fields_of(spec), manager.charm.spec_of("other"))


if __name__ == "__main__":
    published = publish()
    print("published:", published)
    read(published)
    read({})
