"""Writes what each line holds as both Python implementations write it to an application databag.

A line is a ProviderAppData in JSON; the answer is ``{"reference": TEXT, "python": TEXT}``, the texts
under the databag's key ``backup_targets``.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

import ops
from charmlibs.interfaces.k8s_backup_target._schema import ProviderAppData
from k8s_backup_target import encode_databag, write
from ops.model import _ModelBackend

META = ops.CharmMeta.from_yaml("name: local\nprovides: {backup: {interface: k8s_backup_target}}")


class Backend(_ModelBackend):
    """Replaces the hook commands: one relation, whose local databag is kept in memory."""

    def __init__(self) -> None:
        super().__init__(unit_name="local/0", model_name="model")
        self.databag: dict[str, str] = {}

    def relation_ids(self, relation_name: str) -> list[int]:
        return [1]

    def relation_list(self, relation_id: int, **_: Any) -> list[str]:
        return ["remote/0"]

    def relation_get(self, *_: Any, **__: Any) -> dict[str, str]:
        return self.databag

    def relation_set(self, relation_id: int, data: Mapping[str, str], *_: Any, **__: Any) -> None:
        self.databag.update(data)


def reference_text(data: dict[str, Any]) -> str:
    """Writes as the reference's provider does: `ops.Relation.save` on a real relation."""
    backend = Backend()
    model = ops.Model(META, backend)
    relation = model.get_relation("backup", 1)
    assert relation is not None
    relation.save(ProviderAppData.model_validate(data), model.app)
    assert list(backend.databag) == ["backup_targets"]
    return backend.databag["backup_targets"]


def python_text(data: dict[str, Any]) -> str:
    """Writes with the Pydantic models."""
    return encode_databag(write.ProviderAppData.model_validate(data))["backup_targets"]


for line in sys.stdin.buffer:
    asked = json.loads(line)
    texts = {"reference": reference_text(asked), "python": python_text(asked)}
    print(json.dumps(texts), flush=True)
