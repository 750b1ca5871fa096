"""The unit's status."""

from __future__ import annotations

import ops
from config import Config
from descriptions import count_of, describe_related_issue
from forwarding import Forwarding
from k8s_backup_target.charm import K8sBackupTargetRequirer
from k8s_backup_target.velero import VeleroSchedule
from shown_text import shown_status


def status_of(
    requirer: K8sBackupTargetRequirer, config: Config, forwarding: Forwarding | None
) -> ops.StatusBase:
    """How many targets there are, when they are backed up, and what must be corrected.

    The words are velero-integrator's where it has some.

    Args:
        requirer: what the applications ask for.
        config: the charm's config.
        forwarding: the leader's outcome; None on a unit that does not lead.
    """
    targets = requirer.targets
    refused = [describe_related_issue(issue) for issue in requirer.issues if issue.refused]
    problems = [*refused, *config.faults, *(forwarding.problems if forwarding else ())]
    count = count_of(targets)
    if problems:
        return ops.BlockedStatus(shown_status(f"{count}; ", problems))
    if forwarding is None:
        return ops.ActiveStatus("Unit is ready (standby)")
    if forwarding.waits:
        return ops.WaitingStatus(shown_status(f"{count}; ", forwarding.waits))
    if not targets and not forwarding.notes:
        return ops.WaitingStatus("no application asks for a backup")
    parts = [f"{count}; {_schedule_words(config.schedule)}", *forwarding.notes]
    return ops.ActiveStatus(shown_status("", ["; ".join(parts)]))


def _schedule_words(schedule: VeleroSchedule) -> str:
    if schedule.cron is None:
        return "Manual backup mode"
    return "Schedule paused" if schedule.paused else f"Schedule: {schedule.cron}"
