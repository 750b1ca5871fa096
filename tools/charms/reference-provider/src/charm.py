"""The example provider charm, on the Python reference: the same config, the same databag."""

import ops
from charmlibs.interfaces.k8s_backup_target import (
    K8sBackupTargetProvider,
    K8sBackupTargetSpec,
)


class ProviderCharm(ops.CharmBase):
    """Publishes a backup target made from config."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.backup = K8sBackupTargetProvider(
            self,
            relation_name="backup",
            spec=self._spec(),
            refresh_event=[self.on.config_changed],
        )

    def _spec(self) -> K8sBackupTargetSpec:
        return K8sBackupTargetSpec(
            include_namespaces=self._names("namespaces"),
            include_resources=self._names("resources"),
            label_selector=self._labels(),
            ttl=str(self.config["ttl"]) or None,
        )

    def _names(self, option: str) -> list[str] | None:
        names = [name.strip() for name in str(self.config[option]).split(",")]
        return [name for name in names if name] or None

    def _labels(self) -> dict[str, str] | None:
        pairs = self._names("labels")
        return None if pairs is None else dict(pair.split("=", 1) for pair in pairs)


if __name__ == "__main__":
    ops.main(ProviderCharm)
