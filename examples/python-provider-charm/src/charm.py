#!/usr/bin/env python3
"""The example provider in Python: publishes its backup target from config."""

import ops
from k8s_backup_target import ContractError, Issue
from k8s_backup_target.charm import K8sBackupTargetProvider, Outcome

ENDPOINTS = ("backup", "backup-integrator")
"""Juju relates a `provides` with a `requires` only: the first is for charms that require it."""


class ProviderCharm(ops.CharmBase):
    """Declares what must be backed up."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.backup = K8sBackupTargetProvider(
            self, ENDPOINTS, self._spec, refresh_event=self.on.config_changed
        )
        framework.observe(self.on.collect_unit_status, self._on_collect_unit_status)
        framework.observe(self.on["publish-target"].action, self._on_publish)
        framework.observe(self.on["withdraw-target"].action, self._on_withdraw)

    def _spec(self) -> dict[str, object]:
        """The backup spec that the config describes; an empty option means not set."""
        return {
            "include_namespaces": self._list("namespaces"),
            "include_resources": self._list("resources"),
            "label_selector": self._labels(),
            "ttl": str(self.config["ttl"]).strip() or None,
        }

    def _list(self, option: str) -> list[str] | None:
        names = [name.strip() for name in str(self.config[option]).split(",")]
        return [name for name in names if name] or None

    def _labels(self) -> dict[str, str] | None:
        pairs = [pair.partition("=") for pair in self._list("labels") or []]
        for key, separator, _ in pairs:
            if not key or not separator:
                raise ContractError([Issue("/label_selector", "type", "must be key=value pairs")])
        return {key.strip(): value.strip() for key, _, value in pairs} or None

    def _on_collect_unit_status(self, event: ops.CollectStatusEvent) -> None:
        event.add_status(self.backup.status())

    def _on_publish(self, event: ops.ActionEvent) -> None:
        self._answer(event, self.backup.publish())

    def _on_withdraw(self, event: ops.ActionEvent) -> None:
        self._answer(event, self.backup.withdraw())

    def _answer(self, event: ops.ActionEvent, outcome: Outcome) -> None:
        if outcome.status in ("refused", "skipped"):
            event.fail(str(outcome))
        else:
            event.set_results({"outcome": str(outcome)})


if __name__ == "__main__":
    ops.main(ProviderCharm)
