"""A charm that publishes its backup spec with the reference library."""

import ops
from charmlibs.interfaces.k8s_backup_target import (
    K8sBackupTargetProvider,
    K8sBackupTargetSpec,
)


class ProviderCharm(ops.CharmBase):
    """Backs up the namespace of its config."""

    _stored = ops.StoredState()

    def __init__(self, framework: ops.Framework):
        super().__init__(framework)
        self._stored.set_default(starts=0)
        self.backup = K8sBackupTargetProvider(
            self,
            "backup",
            spec=K8sBackupTargetSpec(
                include_namespaces=[str(self.config["namespace"])],
                label_selector={"équipe": "données"},
                ttl="24h",
            ),
            refresh_event=self.on.config_changed,
        )
        framework.observe(self.on.start, self._on_start)
        framework.observe(self.on.collect_unit_status, self._on_collect_status)

    def _on_start(self, _: ops.StartEvent) -> None:
        self._stored.starts += 1
        self.unit.set_workload_version("1.0")

    def _on_collect_status(self, event: ops.CollectStatusEvent) -> None:
        event.add_status(ops.ActiveStatus(f"started {self._stored.starts} times"))


if __name__ == "__main__":
    ops.main(ProviderCharm)
