#!/usr/bin/env python3
"""The example integrator in Python: forwards backup targets to Velero."""

import ops
from actions import get_spec, list_targets, preview_manifests, run_backup
from change_actions import forget_relation, remove_schedules, restore_schedules
from k8s_backup_target.charm import K8sBackupTargetRequirer
from reconcile_hook import reconcile_hook
from relation_forwarder import ENDPOINT
from wanted import SOURCES


class IntegratorCharm(ops.CharmBase):
    """Reads what must be backed up, and forwards it."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.requirer = K8sBackupTargetRequirer(self, SOURCES)
        events = [self.on.start, self.on.upgrade_charm, self.on.config_changed]
        events += [self.on.leader_elected, self.on.update_status]
        for endpoint in (*SOURCES, ENDPOINT, "peers"):
            of_endpoint = self.on[endpoint]
            events += [of_endpoint.relation_created, of_endpoint.relation_joined]
            events += [of_endpoint.relation_changed, of_endpoint.relation_departed]
            events += [of_endpoint.relation_broken]
        for event in events:
            framework.observe(event, self._on_event)
        self._observe_actions()

    def _observe_actions(self) -> None:
        for name, act in {
            "list-targets": self._on_list_targets,
            "get-spec": self._on_get_spec,
            "preview-manifests": self._on_preview_manifests,
            "run-backup": self._on_run_backup,
            "remove-schedules": self._on_remove_schedules,
            "restore-schedules": self._on_restore_schedules,
            "forget-relation": self._on_forget_relation,
        }.items():
            self.framework.observe(self.on[name].action, act)

    def _on_event(self, event: ops.EventBase) -> None:
        reconcile_hook(self.model, self.requirer, event)

    def _on_list_targets(self, event: ops.ActionEvent) -> None:
        list_targets(self.model, self.requirer, event)

    def _on_get_spec(self, event: ops.ActionEvent) -> None:
        get_spec(self.requirer, event)

    def _on_preview_manifests(self, event: ops.ActionEvent) -> None:
        preview_manifests(self.model, self.requirer, event)

    def _on_run_backup(self, event: ops.ActionEvent) -> None:
        run_backup(self.model, self.requirer, event)

    def _on_remove_schedules(self, event: ops.ActionEvent) -> None:
        remove_schedules(self.model, event)

    def _on_restore_schedules(self, event: ops.ActionEvent) -> None:
        if restore_schedules(self.model, event):
            self._on_event(event)

    def _on_forget_relation(self, event: ops.ActionEvent) -> None:
        if forget_relation(self.model, self.requirer, event):
            self._on_event(event)


if __name__ == "__main__":
    ops.main(IntegratorCharm)
