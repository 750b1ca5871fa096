"""Charms for the tests of the roles, and what happens to them."""

from typing import Any, ClassVar

import ops
import ops.testing
import pytest

from k8s_backup_target.charm import (
    K8sBackupTargetProvider,
    K8sBackupTargetRequirer,
    Outcome,
    SpecSource,
)

META = {
    "name": "my-app",
    "provides": {"backup": {"interface": "k8s_backup_target"}},
    "requires": {
        "source": {"interface": "k8s_backup_target"},
        "other-source": {"interface": "k8s_backup_target"},
    },
}
CONFIG = {"options": {"ttl": {"type": "string", "default": "72h"}}}
ACTIONS: dict[str, dict[str, str]] = {"publish": {}, "withdraw": {}}
MODEL = ops.testing.Model(name="my-model")


class ProviderCharm(ops.CharmBase):
    """A provider whose spec the test sets."""

    specs: ClassVar[list[SpecSource]] = [None]
    endpoints: str | tuple[str, ...] = "backup"
    outcomes: ClassVar[list[Outcome]]

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.provider = K8sBackupTargetProvider(
            self, self.endpoints, self.specs[0], refresh_event=self.on.config_changed
        )
        framework.observe(self.on.collect_unit_status, self._on_collect_unit_status)
        framework.observe(self.on["publish"].action, self._on_publish)
        framework.observe(self.on["withdraw"].action, self._on_withdraw)

    def _on_collect_unit_status(self, event: ops.CollectStatusEvent) -> None:
        event.add_status(self.provider.status())

    def _on_publish(self, _: ops.ActionEvent) -> None:
        self.outcomes.append(self.provider.publish())

    def _on_withdraw(self, _: ops.ActionEvent) -> None:
        self.outcomes.append(self.provider.withdraw())


class RequirerCharm(ops.CharmBase):
    """A requirer that counts its events."""

    endpoints: str | tuple[str, ...] = "source"

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.requirer = K8sBackupTargetRequirer(self, self.endpoints)
        framework.observe(self.requirer.on.targets_changed, self._on_targets_changed)
        framework.observe(self.on.collect_unit_status, self._on_collect_unit_status)

    def _on_targets_changed(self, _: ops.EventBase) -> None:
        """Is sent in the emitted events."""

    def _on_collect_unit_status(self, event: ops.CollectStatusEvent) -> None:
        event.add_status(self.requirer.status())


def context(charm: type[ops.CharmBase]) -> ops.testing.Context[Any]:
    """The charm, as Juju would run it."""
    return ops.testing.Context(charm, meta=META, config=CONFIG, actions=ACTIONS)


def relation_in(state: ops.testing.State, relation: ops.testing.Relation) -> ops.testing.Relation:
    """The relation as a hook has left it."""
    found = state.get_relation(relation.id)
    assert isinstance(found, ops.testing.Relation)
    return found


def forget(monkeypatch: pytest.MonkeyPatch, relation_id: int, message: str) -> None:
    """Lets every hook command about a relation's databags fail, as if it were gone."""
    from scenario import mocking  # noqa: PLC0415

    backend: Any = mocking._MockModelBackend  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    for name in ("relation_get", "relation_set"):
        real = getattr(backend, name)

        def command(self: Any, *args: Any, _real: Any = real, **options: Any) -> Any:
            if relation_id in (options.get("relation_id"), *args[:1]):
                raise ops.ModelError(message)
            return _real(self, *args, **options)

        monkeypatch.setattr(backend, name, command)
