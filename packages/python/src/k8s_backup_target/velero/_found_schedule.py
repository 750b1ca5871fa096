"""A Schedule as it is in the cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from ._labels import MANAGED_BY_LABEL

Fields: TypeAlias = Mapping[str, Any]
"""A JSON object whose fields may hold anything."""


@dataclass(frozen=True, slots=True)
class FoundSchedule:
    """A Schedule as read from the cluster. Fields of unknown shape are left as they are."""

    name: str
    namespace: str
    uid: str | None
    resource_version: str | None
    managed_by: str | None
    labels: Fields
    annotations: Fields
    spec: Fields

    @property
    def key(self) -> tuple[str, str]:
        """Tells Schedules apart: a name is unique in its namespace."""
        return self.namespace, self.name


def read_schedule(item: object) -> FoundSchedule | None:
    """Reads one item of a list call; None where it is not a Schedule.

    The items of a list may lack their kind.
    """
    fields = fields_of(item)
    metadata = fields_of(fields.get("metadata"))
    name, namespace = _text_of(metadata.get("name")), _text_of(metadata.get("namespace"))
    kind = fields.get("kind")
    if kind not in (None, "Schedule") or name is None or namespace is None:
        return None
    labels = fields_of(metadata.get("labels"))
    return FoundSchedule(
        name=name,
        namespace=namespace,
        uid=_text_of(metadata.get("uid")),
        resource_version=_text_of(metadata.get("resourceVersion")),
        managed_by=_text_of(labels.get(MANAGED_BY_LABEL)),
        labels=labels,
        annotations=fields_of(metadata.get("annotations")),
        spec=fields_of(fields.get("spec")),
    )


def fields_of(value: object) -> Fields:
    """The fields of parsed JSON; none, where it is not an object."""
    return cast("Fields", value) if isinstance(value, Mapping) else {}


def _text_of(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
