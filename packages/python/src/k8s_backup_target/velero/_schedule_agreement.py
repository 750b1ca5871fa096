"""Telling whether a Schedule in the cluster is as desired, and the patch that makes it so."""

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from ._found_schedule import Fields, FoundSchedule, fields_of
from ._go_duration import parse_go_duration
from ._pause import PAUSED_ANNOTATION

_TEMPLATE_FIELDS: Final = (
    "includedNamespaces",
    "excludedNamespaces",
    "includedResources",
    "excludedResources",
    "includeClusterResources",
    "labelSelector",
    "ttl",
    "storageLocation",
    "volumeSnapshotLocations",
    "snapshotVolumes",
    "snapshotMoveData",
    "defaultVolumesToFsBackup",
)
"""What this package writes of a template. What it does not write now may be left from before."""


def agrees(schedule: Fields, found: FoundSchedule) -> bool:
    """True if a Schedule in the cluster is as desired, in all that this package writes."""
    metadata, spec = schedule["metadata"], schedule["spec"]
    mark = metadata["annotations"].get(PAUSED_ANNOTATION)
    return (
        _holds(found.labels, metadata["labels"])
        and _holds(found.annotations, metadata["annotations"])
        and found.annotations.get(PAUSED_ANNOTATION) == mark
        and found.spec.get("schedule") == spec["schedule"]
        and _same_switch(found.spec.get("paused"), spec.get("paused"))
        and _same_switch(
            found.spec.get("useOwnerReferencesInBackup"), spec.get("useOwnerReferencesInBackup")
        )
        and _same_template(fields_of(found.spec.get("template")), spec["template"])
    )


def schedule_patch(schedule: Fields, found: FoundSchedule) -> dict[str, Any]:
    """The JSON merge patch (RFC 7386) that makes a Schedule as desired.

    It holds what this package writes; what others wrote stays. It names the uid and the
    resourceVersion that were read: the API server answers 409 where someone else has changed or
    replaced the object meanwhile.
    """
    metadata, spec = schedule["metadata"], schedule["spec"]
    versions = {"uid": found.uid, "resourceVersion": found.resource_version}
    unmarked = {PAUSED_ANNOTATION: None} if PAUSED_ANNOTATION in found.annotations else {}
    skip = {key: spec[key] for key in ("skipImmediately",) if key in spec}
    return {
        "metadata": {
            **{key: text for key, text in versions.items() if text is not None},
            "labels": metadata["labels"],
            "annotations": {**unmarked, **metadata["annotations"]},
        },
        "spec": {
            "schedule": spec["schedule"],
            "paused": spec.get("paused", False),
            "useOwnerReferencesInBackup": spec.get("useOwnerReferencesInBackup", False),
            **skip,
            "template": _template_patch(fields_of(found.spec.get("template")), spec["template"]),
        },
    }


def _holds(found: Fields, desired: Fields) -> bool:
    return all(found.get(key) == value for key, value in desired.items())


def _same_switch(found: object, desired: object) -> bool:
    return (False if found is None else found) is (False if desired is None else desired)


def _same_template(found: Fields, desired: Fields) -> bool:
    try:
        return all(
            _comparable(field, found.get(field)) == _comparable(field, desired.get(field))
            for field in _TEMPLATE_FIELDS
        )
    except RecursionError:
        return False


def _comparable(field: str, value: object) -> str:
    """One form of what Velero takes for the same.

    An empty selector stays: it is not the same as none. As a text, since Python takes true for 1.
    """
    if value == [] or (field == "includedNamespaces" and value == ["*"]):
        return "null"
    if field == "ttl" and isinstance(value, str):
        nanoseconds = parse_go_duration(value)
        if nanoseconds is not None:
            return f"{nanoseconds} ns" if nanoseconds else "null"
    return json.dumps(value, sort_keys=True)


def _template_patch(found: Fields, desired: Fields) -> dict[str, Any]:
    written = (field for field in _TEMPLATE_FIELDS if field in found or field in desired)
    return {field: _replacing(found.get(field), desired.get(field)) for field in written}


def _replacing(found: object, desired: object) -> object:
    """A merge patch merges objects: what is to go must be named, with null."""
    if not isinstance(desired, Mapping):
        return desired
    before, after = fields_of(found), cast("Fields", desired)
    return {key: _replacing(before.get(key), after.get(key)) for key in {**before, **after}}
