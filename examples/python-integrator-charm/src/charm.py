#!/usr/bin/env python3
"""The example integrator in Python: forwards a backup target to Velero's charm."""

import logging
from dataclasses import replace

import ops
from config import Config, read_config
from databag import describe, name_of
from forwarder import ENDPOINT, Forwarder, Outcome
from k8s_backup_target import describe_issue
from k8s_backup_target.charm import K8sBackupTargetRequirer, RelatedIssue, RelatedTarget
from k8s_backup_target.velero import VeleroSchedule
from shown import MOST_RESULT_BYTES, shown_line, shown_lines, shown_status
from states import state_of

SOURCES = ("k8s-backup-target", "backup-targets")

logger = logging.getLogger(__name__)


class IntegratorCharm(ops.CharmBase):
    """Reads what must be backed up, and forwards it."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.requirer = K8sBackupTargetRequirer(self, SOURCES)
        events = [self.on.start, self.on.upgrade_charm, self.on.config_changed]
        events += [self.on.leader_elected, self.on.update_status]
        for endpoint in (*SOURCES, ENDPOINT):
            of_endpoint = self.on[endpoint]
            events += [of_endpoint.relation_created, of_endpoint.relation_joined]
            events += [of_endpoint.relation_changed, of_endpoint.relation_departed]
            events += [of_endpoint.relation_broken]
        for event in events:
            framework.observe(event, self._on_event)
        framework.observe(self.on["list-targets"].action, self._on_list_targets)
        framework.observe(self.on["get-spec"].action, self._on_get_spec)

    def _on_event(self, event: ops.EventBase) -> None:
        """Forwards and shows the outcome, in every hook about the targets or the config."""
        config = read_config(self.config)
        forwarding = self._forward(event, config) if self.unit.is_leader() else None
        if isinstance(event, ops.ConfigChangedEvent):
            for warning in config.warnings:
                logger.warning("%s", shown_line(warning))
        self.unit.status = self._status(config, forwarding)

    def _forward(self, event: ops.EventBase, config: Config) -> Outcome:
        if config.faults:
            return Outcome()
        departs = isinstance(event, ops.RelationDepartedEvent)
        return Forwarder(
            model=self.model,
            targets=self._targets(),
            refused={name_of(issue.relation) for issue in self._refused()},
            schedule=config.schedule,
            may_withdraw=not isinstance(event, ops.RelationBrokenEvent)
            and not (departs and event.departing_unit == self.unit),
            is_update_status=isinstance(event, ops.UpdateStatusEvent),
        ).run()

    def _targets(self) -> list[RelatedTarget]:
        return [related for related in self.requirer.targets if not related.is_duplicate]

    def _refused(self) -> list[RelatedIssue]:
        return [issue for issue in self.requirer.issues if issue.refused]

    def _status(self, config: Config, forwarding: Outcome | None) -> ops.StatusBase:
        """The words are velero-integrator's where it has some."""
        count = len(self.requirer.targets)
        counted = f"{count} backup {'target' if count == 1 else 'targets'}"
        refused = [_line(issue) for issue in self._refused()]
        problems = [*refused, *config.faults, *(forwarding.problems if forwarding else [])]
        if problems:
            return ops.BlockedStatus(shown_status(f"{counted}; ", problems))
        if forwarding is None:
            return ops.ActiveStatus("Unit is ready (standby)")
        if forwarding.waits:
            return ops.WaitingStatus(shown_status(f"{counted}; ", forwarding.waits))
        if count == 0 and not forwarding.notes:
            return ops.WaitingStatus("no application asks for a backup")
        parts = [counted, _schedule_words(config.schedule), *forwarding.notes]
        return ops.ActiveStatus(shown_status("", ["; ".join(parts)]))

    def _on_list_targets(self, event: ops.ActionEvent) -> None:
        config = read_config(self.config)
        targets, issues = self.requirer.targets, self.requirer.issues

        def line_of(related: RelatedTarget) -> str:
            return f"{_describe(related)}: {state_of(related, config, self.model)}"

        event.set_results(
            {
                "count": str(len(targets)),
                "targets": shown_lines(targets, line_of),
                "issues": shown_lines(issues, _line),
            }
        )

    def _on_get_spec(self, event: ops.ActionEvent) -> None:
        app, endpoint, model = (str(event.params[name]) for name in ("app", "endpoint", "model"))
        spec = self.requirer.get_backup_spec(app, endpoint, model)
        text = "" if spec is None else spec.model_dump_json()
        size = len(text.encode())
        if spec is None:
            event.fail(f"no backup target of {shown_line(describe((app, endpoint, model)))}")
        elif size > MOST_RESULT_BYTES:
            event.fail(f"the spec has {size} bytes, more than an action result can hold")
        else:
            event.set_results({"spec": text})


def _schedule_words(schedule: VeleroSchedule) -> str:
    if schedule.cron is None:
        return "Manual backup mode"
    return "Schedule paused" if schedule.paused else f"Schedule: {schedule.cron}"


def _describe(related: RelatedTarget) -> str:
    target, relation = related.target, related.relation
    where = f"endpoint {target.relation_name}, model {target.model}"
    return f"{target.app} ({where}) in {name_of(relation)}"


def _line(issue: RelatedIssue) -> str:
    relation = issue.relation
    where = f"{name_of(relation)} from {relation.app.name}"
    gravity = "refused" if issue.refused else issue.severity
    return (
        f"{gravity} in {where}: {describe_issue(replace(issue, path=issue.path or 'the databag'))}"
    )


if __name__ == "__main__":
    ops.main(IntegratorCharm)
