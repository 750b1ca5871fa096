"""The application databag of `velero_backup_config`, which holds one target."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

import ops
from k8s_backup_target.charm import RelatedTarget, is_relation_gone
from shown_text import compact_json

Key: TypeAlias = tuple[str, str, str]
"""A target's application, endpoint and model."""

Databag: TypeAlias = Mapping[str, str]


def key_in(databag: Databag) -> Key:
    """The identity of the target in a databag."""
    return (
        databag.get("app", ""),
        databag.get("relation_name", ""),
        databag.get("model", ""),
    )


def key_of(related: RelatedTarget) -> Key:
    """The identity of a target."""
    return related.target.app, related.target.relation_name, related.target.model


def is_empty(databag: Databag) -> bool:
    """True if nothing has been forwarded yet."""
    return not databag.get("app")


def has_schedule(databag: Databag) -> bool:
    """True if it asks for backups by schedule: then velero-operator has a Schedule for it."""
    return isinstance(_spec_in(databag).get("schedule"), str)


def withdrawn(databag: Databag) -> dict[str, str]:
    """The change that withdraws the target: velero-operator then deletes its Schedule."""
    return {"spec": compact_json({**_spec_in(databag), "schedule": None})}


def write_own(relation: ops.Relation, app: ops.Application, changes: Databag) -> bool:
    """Writes what differs: Juju compares databags by bytes. False if the relation is gone."""
    try:
        current = relation.data[app]
        current.update({key: text for key, text in changes.items() if current.get(key) != text})
    except ops.ModelError as error:
        if not is_relation_gone(error):
            raise
        return False
    return True


def _spec_in(databag: Databag) -> dict[str, Any]:
    try:
        spec: object = json.loads(databag.get("spec", "{}"))
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", spec) if isinstance(spec, dict) else {}
