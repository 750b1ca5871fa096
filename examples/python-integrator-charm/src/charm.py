#!/usr/bin/env python3
"""The example integrator in Python: forwards a backup target to Velero's charm."""

import logging
from dataclasses import replace

import ops
from config import Config, read_config
from databag import describe, name_of
from forgotten_relations import unreadable_problem, without_forgotten
from forwarder import ENDPOINT, Forwarder, Outcome
from k8s_backup_target import describe_issue
from k8s_backup_target.charm import K8sBackupTargetRequirer, RelatedIssue, RelatedTarget
from k8s_backup_target.velero import VeleroSchedule
from memory import NO_MEMORY, Memory
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
        framework.observe(self.on["forget-relation"].action, self._on_forget_relation)

    def _on_event(self, event: ops.EventBase) -> None:
        self._reconcile(event)

    def _reconcile(self, event: ops.EventBase) -> None:
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
        memory = Memory(self.model)
        if not memory.is_readable:
            return Outcome(problems=[NO_MEMORY])
        state = without_forgotten(self.requirer.state(), memory)
        outcome = Forwarder(
            model=self.model,
            state=state,
            memory=memory,
            schedule=config.schedule,
            is_update_status=isinstance(event, ops.UpdateStatusEvent),
        ).run()
        unreadable = [unreadable_problem(name) for name in state.unreadable]
        return replace(outcome, problems=[*unreadable, *outcome.problems])

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
        if count == 0:
            return ops.WaitingStatus("no application asks for a backup")
        return ops.ActiveStatus(f"{counted}; {_schedule_words(config.schedule)}")

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

    def _on_forget_relation(self, event: ops.ActionEvent) -> None:
        name = str(event.params["relation"])
        if problem := self._forget(name):
            event.fail(problem)
            return
        self._reconcile(event)
        event.set_results({"forgotten": name})

    def _forget(self, name: str) -> str | None:
        """Declares a relation gone that Juju lists, but cannot be read; or says why not."""
        if not self.unit.is_leader():
            return "this unit is not the leader"
        unreadable = self.requirer.state().unreadable
        if name not in unreadable:
            which = f"these are: {', '.join(unreadable)}" if unreadable else "none is"
            return (
                f"{shown_line(name)} is not a relation that Juju lists and cannot be read; {which}"
            )
        memory = Memory(self.model)
        if not memory.is_readable:
            return NO_MEMORY
        memory.forget(name)
        return None


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
