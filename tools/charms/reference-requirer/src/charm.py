"""The example integrator charm, on the Python reference."""

import ops
from charmlibs.interfaces.k8s_backup_target import K8sBackupTargetRequirer

ENDPOINT = "k8s-backup-target"


class RequirerCharm(ops.CharmBase):
    """Reads backup targets: one by action, and whether there is any for the status."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.backup = K8sBackupTargetRequirer(self, relation_name=ENDPOINT)
        framework.observe(self.on.get_spec_action, self._on_get_spec)
        for event in (
            self.on[ENDPOINT].relation_changed,
            self.on[ENDPOINT].relation_broken,
            self.on.update_status,
        ):
            framework.observe(event, self._on_update)

    def _on_get_spec(self, event: ops.ActionEvent) -> None:
        params = event.params
        spec = self.backup.get_backup_spec(params["app"], params["endpoint"], params["model"])
        if spec is None:
            event.fail("no such backup target")
        else:
            event.set_results({"spec": spec.model_dump_json()})

    def _on_update(self, _: ops.EventBase) -> None:
        ready = self.backup.is_ready
        self.unit.status = ops.ActiveStatus("ready") if ready else ops.WaitingStatus("no target")


if __name__ == "__main__":
    ops.main(RequirerCharm)
