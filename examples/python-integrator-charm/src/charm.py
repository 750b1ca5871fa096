#!/usr/bin/env python3
"""The example integrator in Python: forwards a backup target to Velero's charm."""

import ops
from databag import describe, has_schedule, is_empty, key_in, key_of, name_of
from forwarder import ENDPOINT, Forwarder, Outcome
from k8s_backup_target import describe_issue
from k8s_backup_target.charm import K8sBackupTargetRequirer, RelatedIssue, RelatedTarget
from k8s_backup_target.velero import VeleroSchedule

SOURCES = ("k8s-backup-target", "backup-targets")
MOST_SHOWN = 50


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

    def _on_event(self, event: ops.EventBase) -> None:
        """Forwards and shows the outcome, in every hook about the targets or the config."""
        forwarding = self._forward(event) if self.unit.is_leader() else None
        self.unit.status = self._status(forwarding)

    def _forward(self, event: ops.EventBase) -> Outcome:
        departs = isinstance(event, ops.RelationDepartedEvent)
        return Forwarder(
            model=self.model,
            targets=self._targets(),
            refused={name_of(issue.relation) for issue in self._refused()},
            schedule=self._schedule(),
            may_withdraw=not isinstance(event, ops.RelationBrokenEvent)
            and not (departs and event.departing_unit == self.unit),
            is_update_status=isinstance(event, ops.UpdateStatusEvent),
        ).run()

    def _targets(self) -> list[RelatedTarget]:
        return [related for related in self.requirer.targets if not related.is_duplicate]

    def _refused(self) -> list[RelatedIssue]:
        return [issue for issue in self.requirer.issues if issue.severity == "refused"]

    def _schedule(self) -> VeleroSchedule:
        return VeleroSchedule(
            cron=str(self.config["schedule"]).strip() or None,
            paused=bool(self.config["paused"]),
            skip_immediately=bool(self.config["skip-immediately"]),
            use_owner_references_in_backup=bool(self.config["use-owner-references-in-backup"]),
        )

    def _status(self, forwarding: Outcome | None) -> ops.StatusBase:
        """The words are velero-integrator's where it has some."""
        count = len(self.requirer.targets)
        counted = f"{count} backup {'target' if count == 1 else 'targets'}"
        refused = [_line(issue) for issue in self._refused()]
        problems = [*refused, *(forwarding.problems if forwarding else [])]
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            return ops.BlockedStatus(f"{counted}; {problems[0][:900]}{more}")
        if forwarding is None:
            return ops.ActiveStatus("Unit is ready (standby)")
        if count == 0 and not forwarding.notes:
            return ops.WaitingStatus("no application asks for a backup")
        return ops.ActiveStatus("; ".join([counted, self._schedule_words(), *forwarding.notes]))

    def _schedule_words(self) -> str:
        schedule = self._schedule()
        if schedule.cron is None:
            return "Manual backup mode"
        return "Schedule paused" if schedule.paused else f"Schedule: {schedule.cron}"

    def _on_list_targets(self, event: ops.ActionEvent) -> None:
        targets, issues = self.requirer.targets, self.requirer.issues
        lines = [f"{_describe(related)}: {self._state(related)}" for related in targets]
        event.set_results(
            {
                "count": str(len(targets)),
                "targets": _shown(lines),
                "issues": _shown([_line(issue) for issue in issues]),
            }
        )

    def _state(self, related: RelatedTarget) -> str:
        if not self.unit.is_leader():
            return "known to the leader: run this action there"
        relations = self.model.relations[ENDPOINT]
        if not relations:
            return f"held back: Missing relation: {ENDPOINT}"
        databag = relations[0].data[self.app]
        name = name_of(relations[0])
        if is_empty(databag):
            return f"held back: {name} holds one target, and several ask for it"
        if key_in(databag) != key_of(related):
            return f"held back: {name} holds {describe(key_in(databag))}"
        how = "with a schedule" if has_schedule(databag) else "on demand only"
        return f"forwarded to {name}, {how}"


def _describe(related: RelatedTarget) -> str:
    target, relation = related.target, related.relation
    where = f"endpoint {target.relation_name}, model {target.model}"
    return f"{target.app} ({where}) in {name_of(relation)}"


def _line(issue: RelatedIssue) -> str:
    relation = issue.relation
    where = f"{name_of(relation)} from {relation.app.name}"
    return f"{issue.severity} in {where}: {describe_issue(issue)}"


def _shown(lines: list[str]) -> str:
    """As many lines as an action result can hold, whatever an application has written."""
    cut = [" ".join(line[:2000].split()) for line in lines[:MOST_SHOWN]]
    more = [f"({len(lines) - MOST_SHOWN} more)"] if len(lines) > MOST_SHOWN else []
    return "\n".join([*cut, *more])


if __name__ == "__main__":
    ops.main(IntegratorCharm)
