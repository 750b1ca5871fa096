"""Telling a pause of our own from one by a person."""

from collections.abc import Mapping
from typing import Any, Final

from ._found_schedule import FoundSchedule

PAUSED_ANNOTATION: Final = "k8s-backup-target/paused"
"""Says that `paused` was set by this package. Without it, a person paused the Schedule."""


def pause_annotations(*, paused: bool | None) -> dict[str, str]:
    """The annotation of a Schedule that is made paused."""
    return {PAUSED_ANNOTATION: "true"} if paused else {}


def is_paused_by_hand(schedule: Mapping[str, Any], found: FoundSchedule) -> bool:
    """True if a person paused a Schedule, and the config does not."""
    return (
        schedule["spec"].get("paused") is not True
        and found.spec.get("paused") is True
        and PAUSED_ANNOTATION not in found.annotations
    )


def kept_paused(schedule: Mapping[str, Any]) -> dict[str, Any]:
    """The Schedule as desired, but still paused."""
    return {**schedule, "spec": {**schedule["spec"], "paused": True}}
