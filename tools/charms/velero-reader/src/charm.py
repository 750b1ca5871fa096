"""Reads velero_backup_config with the observable behaviour of velero-operator's library.

Three keys are compared as bare text, and the spec is validated from its JSON.
"""

import ops
from pydantic import BaseModel


class VeleroBackupSpec(BaseModel):
    """The fields of the library's model, as it validates them."""

    include_namespaces: list[str] | None = None
    include_resources: list[str] | None = None
    exclude_namespaces: list[str] | None = None
    exclude_resources: list[str] | None = None
    label_selector: dict[str, str] | None = None
    ttl: str | None = None
    include_cluster_resources: bool | None = None
    schedule: str | None = None
    paused: bool | None = None
    skip_immediately: bool | None = None
    use_owner_references_in_backup: bool | None = None


class ReaderCharm(ops.CharmBase):
    """Shows one spec by action."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        framework.observe(self.on.get_spec_action, self._on_get_spec)

    def _on_get_spec(self, event: ops.ActionEvent) -> None:
        wanted = {
            "app": event.params["app"],
            "relation_name": event.params["endpoint"],
            "model": event.params["model"],
        }
        for relation in self.model.relations["velero-backup-config"]:
            data = relation.data.get(relation.app, {})
            if all(data.get(key) == value for key, value in wanted.items()):
                spec = VeleroBackupSpec.model_validate_json(data.get("spec", "{}"))
                event.set_results({"spec": spec.model_dump_json(), "text": data["spec"]})
                return
        event.fail("no such backup target")


if __name__ == "__main__":
    ops.main(ReaderCharm)
