"""Makes what each line asks for with the Python package: Schedules, Backups, and their agreement.

A line is ``{"targets", "cron", "options", "existing", "at"}`` in JSON; the answer holds the objects
of Velero, why others are refused, and the steps by which ``existing`` comes to agree.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from k8s_backup_target import read
from k8s_backup_target.velero import (
    Manifests,
    VeleroOptions,
    VeleroSchedule,
    managed_by_for,
    reconcile,
    target_name,
    to_backups,
    to_schedules,
)


@dataclass(frozen=True)
class Found:
    """A target as a reader found it."""

    target: read.BackupTargetEntry


def said(made: Manifests[Any]) -> dict[str, Any]:
    """What became of the targets."""
    return {
        "converted": [each.manifest for each in made.converted],
        "refused": [[issue.rule for issue in each.error.issues] for each in made.refused],
    }


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Answer one line."""
    found = [Found(read.BackupTargetEntry.model_validate(each)) for each in asked["targets"]]
    options = VeleroOptions(**asked["options"])
    schedule = VeleroSchedule(**asked["schedule"])
    schedules = to_schedules(found, schedule, options)
    desired = [each.manifest for each in schedules.converted]
    plan = reconcile(desired, asked["existing"], managed_by=options.managed_by)
    return {
        "names": [target_name(each.target) for each in found],
        "schedules": said(schedules),
        "backups": said(to_backups(found, options, at=datetime.fromisoformat(asked["at"]))),
        "plan": asdict(plan),
        "managedBy": _raised(lambda: managed_by_for(*asked["owner"])),
    }


def _raised(make: Callable[[], str]) -> str | None:
    try:
        return make()
    except ValueError:
        return None


for line in sys.stdin.buffer:
    print(json.dumps(answer(json.loads(line))), flush=True)
