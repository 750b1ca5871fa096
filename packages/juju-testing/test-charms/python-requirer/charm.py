"""A charm that reads backup specs with the reference library."""

import ops
from charmlibs.interfaces.k8s_backup_target import K8sBackupTargetRequirer


class RequirerCharm(ops.CharmBase):
    """Shows as its status whether there is a backup spec."""

    def __init__(self, framework: ops.Framework):
        super().__init__(framework)
        self.targets = K8sBackupTargetRequirer(self, "targets")
        framework.observe(self.on["targets"].relation_changed, self._on_changed)
        framework.observe(self.on.get_spec_action, self._on_get_spec)

    def _on_changed(self, event: ops.RelationChangedEvent) -> None:
        ready = self.targets.is_ready
        self.unit.status = ops.ActiveStatus("ready") if ready else ops.WaitingStatus("no target")

    def _on_get_spec(self, event: ops.ActionEvent) -> None:
        spec = self.targets.get_backup_spec(
            event.params["app"], "backup", self.model.name
        )
        if spec is None:
            event.fail("no such target")
            return
        event.log("found it")
        event.set_results({"spec": {"json": spec.model_dump_json()}})


if __name__ == "__main__":
    ops.main(RequirerCharm)
