"""Executor for the published Python reference under ops: see ../README.md for the protocol.

The reference has one view, which reads, and names no issues; both views are answered with it.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

import ops
from charmlibs.interfaces.k8s_backup_target import K8sBackupTargetRequirer
from charmlibs.interfaces.k8s_backup_target._schema import ProviderAppData
from ops.model import _ModelBackend

META = ops.CharmMeta.from_yaml("name: local\nrequires: {backup: {interface: k8s_backup_target}}")


class Backend(_ModelBackend):
    """Replaces the hook commands: one relation, whose remote application has a databag."""

    def __init__(self, databag: dict[str, str]):
        super().__init__(unit_name="local/0", model_name="model")
        self.databag = databag

    def relation_ids(self, relation_name: str) -> list[int]:
        return [1]

    def relation_list(self, relation_id: int, **_: Any) -> list[str]:
        return ["remote/0"]

    def relation_get(self, *_: Any, **__: Any) -> dict[str, str]:
        return self.databag


def load_databag(databag: dict[str, str]) -> ProviderAppData | None:
    """Reads as the reference's requirer does: `ops.Relation.load` on a real relation."""
    relation = ops.Model(META, Backend(databag)).get_relation("backup", 1)
    assert relation is not None
    return K8sBackupTargetRequirer._load_provider_data(relation)


def load_object(text: str) -> ProviderAppData | None:
    """The same decoder and model on the text of the whole object."""
    try:
        return ProviderAppData.model_validate(json.loads(text))
    except ValueError:
        return None


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    load = load_databag if request["layer"] == "databag" else load_object
    note: dict[str, str] = {}
    try:
        data = load(request["input"])
    except RecursionError:  # not caught by the reference either: its hook fails
        data, note = None, {"note": "RecursionError"}
    value = {"backup_targets": []} if data is None else data.model_dump(mode="json")
    return {"id": request["id"], "valid": data is not None, "value": value, **note}


def main() -> None:
    """Answer every line of standard input, in order."""
    for line in sys.stdin.buffer:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
