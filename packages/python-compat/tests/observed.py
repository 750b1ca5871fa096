"""The observable behaviour of the module `charmlibs.interfaces.k8s_backup_target`.

Each function does one thing with it in a hook and returns what can be seen: what is written, what
is logged, what is returned, what is raised. They run on the reference and on the drop-in alike.
"""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

import ops
import ops.testing
import pytest

from charmlibs.interfaces import k8s_backup_target as module
from charmlibs.interfaces.k8s_backup_target import (
    _schema,  # pyright: ignore[reportPrivateUsage]
)

META = {
    "name": "my-app",
    "provides": {"backup": {"interface": "k8s_backup_target"}},
    "requires": {"source": {"interface": "k8s_backup_target"}},
}
KEY = {"app_name": "db", "endpoint": "backup", "model": "prod"}
FIELDS: dict[str, Any] = {"include_namespaces": ["my-namespace"], "ttl": "72h"}


class Charm(ops.CharmBase):
    """Both roles, as the reference's documentation shows them."""

    make_spec: Callable[[], Any]

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.provider = module.K8sBackupTargetProvider(
            self, relation_name="backup", spec=self.make_spec(), refresh_event=self.refresh()
        )
        self.requirer = module.K8sBackupTargetRequirer(self, relation_name="source")

    def refresh(self) -> Any:
        return [self.on.config_changed]


def charm_with(fields: Mapping[str, Any] = FIELDS) -> type[Charm]:
    """A charm whose provider declares a spec with these fields."""
    make = staticmethod(lambda: module.K8sBackupTargetSpec(**fields))
    return type("TheCharm", (Charm,), {"make_spec": make})


def entry(app: str = "db", **spec: Any) -> dict[str, Any]:
    """A target as a remote application writes it."""
    return {"app": app, "relation_name": "backup", "model": "prod", "spec": spec}


def backup(databag: Mapping[str, str] | None = None) -> ops.testing.Relation:
    """A relation of the provider."""
    return ops.testing.Relation("backup", local_app_data=dict(databag or {}))


def source(databag: Mapping[str, str], app: str = "db") -> ops.testing.Relation:
    """A relation of the requirer."""
    return ops.testing.Relation("source", remote_app_name=app, remote_app_data=dict(databag))


def targets(*entries: Any) -> dict[str, str]:
    """A databag."""
    return {"backup_targets": json.dumps(entries)}


def written(
    relation: ops.testing.Relation,
    event: str = "config_changed",
    *,
    charm: type[Charm] | None = None,
    leader: bool = True,
) -> dict[str, str]:
    """The provider's databag after a hook."""
    context = ops.testing.Context(charm or charm_with(), meta=META)
    state = ops.testing.State(
        leader=leader, relations=[relation], model=ops.testing.Model("my-model")
    )
    bound = getattr(context.on, event)
    arguments = [relation] if event.startswith("relation") else []
    found = context.run(bound(*arguments), state).get_relation(relation.id)
    assert isinstance(found, ops.testing.Relation)
    return dict(found.local_app_data)


def ask(question: Callable[[Charm], Any], *relations: ops.testing.Relation) -> Any:
    """The answer to a charm that asks, or the name of the exception."""
    context = ops.testing.Context(charm_with(), meta=META)
    state = ops.testing.State(relations=relations)
    # A State keeps its relations as a set; Juju has an order.
    object.__setattr__(state, "relations", relations)
    with context(context.on.update_status(), state) as manager:
        try:
            return question(manager.charm)
        except Exception as error:  # noqa: BLE001
            return type(error).__name__


def spec_of(*relations: ops.testing.Relation) -> Any:
    """The fields of the spec that is found."""

    def question(charm: Charm) -> Any:
        spec = charm.requirer.get_backup_spec(**KEY)
        return spec if spec is None else spec.model_dump(exclude_none=True)

    return ask(question, *relations)


def is_ready(*relations: ops.testing.Relation) -> Any:
    """True if the requirer is ready."""
    return ask(lambda charm: charm.requirer.is_ready, *relations)


def loaded(databag: Mapping[str, str]) -> Any:
    """The targets that velero-integrator gets, which loads the private model."""

    def question(charm: Charm) -> Any:
        (relation,) = charm.model.relations["source"]
        data = relation.load(_schema.ProviderAppData, relation.app)
        return [
            (each.app, each.spec.model_dump(exclude_none=True)) for each in data.backup_targets
        ]

    return ask(question, source(databag))


def logged(caplog: pytest.LogCaptureFixture, act: Callable[[], object]) -> list[str]:
    """The lines that the module logs."""
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        act()
    return [
        f"{record.levelname} {record.getMessage()}"
        for record in caplog.records
        if "k8s_backup_target" in record.name
    ]
