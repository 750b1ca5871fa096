"""Makes what each line asks for with the Python package: Schedules, Backups, and their agreement.

A line is ``{"targets", "schedule", "options", "existing", "at", "owner", "ttl"}`` in JSON; the
answer holds the objects of Velero, why others are refused, word by word, and the steps by which
``existing`` comes to agree.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from k8s_backup_target import ContractError, Issue, read
from k8s_backup_target.velero import (
    Manifests,
    VeleroOptions,
    VeleroSchedule,
    managed_by_for,
    reconcile,
    target_name,
    to_backups,
    to_go_duration,
    to_schedules,
    to_velero_backup_configs,
)

MEMBERS = ("path", "rule", "severity", "message", "remedy", "key", "suggestion")


@dataclass(frozen=True)
class Found:
    """A target as a reader found it."""

    target: read.BackupTargetEntry


def said(made: Manifests[Any]) -> dict[str, Any]:
    """What became of the targets."""
    return {
        "converted": [each.manifest for each in made.converted],
        "refused": [reason_of(each.error) for each in made.refused],
    }


def reason_of(error: ContractError) -> list[dict[str, Any]]:
    """Why nothing is made, word by word."""
    return [words_of(issue) for issue in error.issues]


def words_of(issue: Issue) -> dict[str, Any]:
    """All that an issue says, without what it leaves out."""
    members = {name: getattr(issue, name, None) for name in MEMBERS}
    return {name: value for name, value in members.items() if value is not None}


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Answer one line."""
    found = [Found(read.BackupTargetEntry.model_validate(each)) for each in asked["targets"]]
    options = VeleroOptions(**asked["options"])
    schedule = VeleroSchedule(**asked["schedule"])
    schedules = to_schedules(found, schedule, options)
    desired = [each.manifest for each in schedules.converted]
    databags = to_velero_backup_configs(found, schedule)
    plan = reconcile(desired, asked["existing"], managed_by=options.managed_by)
    return {
        "names": [target_name(each.target) for each in found],
        "schedules": said(schedules),
        "backups": said(to_backups(found, options, at=datetime.fromisoformat(asked["at"]))),
        "plan": asdict(plan),
        "databags": {
            "converted": [each.databag for each in databags.converted],
            "refused": [reason_of(each.error) for each in databags.refused],
        },
        "duration": made_or(lambda: to_go_duration(asked["ttl"])),
        "managedBy": made_or(lambda: managed_by_for(*asked["owner"])),
    }


def made_or(make: Callable[[], str]) -> str | list[dict[str, Any]]:
    """What a function makes, or why it makes nothing."""
    try:
        return make()
    except ContractError as error:
        return reason_of(error)


if __name__ == "__main__":
    for line in sys.stdin.buffer:
        sys.stdout.write(f"{json.dumps(answer(json.loads(line)))}\n")
        sys.stdout.flush()
