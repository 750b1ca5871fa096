"""The application databag of `velero_backup_config`, which holds one target."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

import ops
from k8s_backup_target.charm import RelatedTarget, is_relation_gone

Key: TypeAlias = tuple[str, str, str]


def key_in(databag: Mapping[str, str]) -> Key:
    """The identity of the target in a databag."""
    return (
        databag.get("app", ""),
        databag.get("relation_name", ""),
        databag.get("model", ""),
    )


def key_of(related: RelatedTarget) -> Key:
    """The identity of a target."""
    return related.target.app, related.target.relation_name, related.target.model


def is_empty(databag: Mapping[str, str]) -> bool:
    """True if nothing has been forwarded yet."""
    return not databag.get("app")


def has_schedule(databag: Mapping[str, str]) -> bool:
    """True if it asks for backups by schedule: then velero-operator has a Schedule for it."""
    return isinstance(_spec_in(databag).get("schedule"), str)


def withdrawn(databag: Mapping[str, str]) -> dict[str, str]:
    """The change that withdraws the target: velero-operator then deletes its Schedule."""
    spec = {**_spec_in(databag), "schedule": None}
    return {"spec": json.dumps(spec, ensure_ascii=False, separators=(",", ":"))}


def write_own(relation: ops.Relation, app: ops.Application, changes: Mapping[str, str]) -> bool:
    """Writes what differs: Juju compares databags by bytes. False if the relation is gone."""
    try:
        current = relation.data[app]
        current.update({key: text for key, text in changes.items() if current.get(key) != text})
    except ops.ModelError as error:
        if not is_relation_gone(error):
            raise
        return False
    return True


def describe(key: Key) -> str:
    """A key in one line."""
    app, endpoint, model = key
    return f"{app} on endpoint {endpoint} in model {model}"


def name_of(relation: ops.Relation) -> str:
    """A relation as Juju writes it: `k8s-backup-target:3`."""
    return f"{relation.name}:{relation.id}"


def _spec_in(databag: Mapping[str, str]) -> dict[str, Any]:
    try:
        spec: object = json.loads(databag.get("spec", "{}"))
    except ValueError:
        return {}
    return cast("dict[str, Any]", spec) if isinstance(spec, dict) else {}
