"""The charm that wants to be backed up."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Literal

import ops

from k8s_backup_target._issue import Issue, summarize_issues
from k8s_backup_target._names import BACKUP_TARGETS
from k8s_backup_target._same_json import is_json_of

from ._endpoints import endpoints_of
from ._gone import is_relation_gone
from ._outcome import Outcome, RelationOutcome, name_or_count
from ._spec_function import check_spec_function

if TYPE_CHECKING:
    from ._outcome import SkipReason
    from ._publishable import Judged
    from ._spec_source import SpecSource

_logger: Final = logging.getLogger(__name__)


class K8sBackupTargetProvider(ops.Object):
    """Publishes the charm's backup target in its application databag.

    It publishes at `leader-elected`, `upgrade-charm`, the endpoint's `relation-created` and the
    refresh events. Only the leader writes, and only where the databag does not hold the target
    yet, compared as JSON: a rewrite would fire `relation-changed` on every remote unit.

    An invalid spec raises nothing. It is not published, what was published before stays, and the
    faults are in `issues`, in `status()` and in the log.
    """

    def __init__(
        self,
        charm: ops.CharmBase,
        relation_name: str | Sequence[str],
        spec: SpecSource,
        refresh_event: ops.BoundEvent | Sequence[ops.BoundEvent] | None = None,
    ) -> None:
        """Observes the events at which the target is published.

        Args:
            charm: the charm that wants to be backed up.
            relation_name: the endpoint's name in the charm's metadata, under `provides` or
                `requires`, both of which occur in the field; or several, for charms that must be
                related to requirers of either kind.
            spec: what must be backed up: a model of either view, its fields as a mapping, None
                when nothing is to be backed up (the target is then withdrawn), or a function that
                makes one of these at each event, for example from config. It runs on every unit,
                since followers show the same faults, but only the leader publishes. It may raise
                `pydantic.ValidationError` or `ContractError`: the spec is then refused.
            refresh_event: one event or several at which the target is published again, for
                example `self.on.config_changed`. Default: none.

        Raises:
            ValueError: for an option that makes no sense: no endpoint, one that the charm's
                metadata does not declare, a spec function without a `return`.
            TypeError: for a refresh event that is not an event of `self.on`.
        """
        self._endpoints: Final = endpoints_of(charm.meta, relation_name)
        super().__init__(charm, ",".join(self._endpoints))
        check_spec_function(spec)
        self._spec = spec
        events = [charm.on.leader_elected, charm.on.upgrade_charm]
        events += [charm.on[endpoint].relation_created for endpoint in self._endpoints]
        for event in [*events, *_listed(refresh_event)]:
            self.framework.observe(event, self._on_refresh)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The faults that keep the spec from being published, with paths into the spec.

        The spec is made and judged for each call, on every unit.
        """
        return self._judge().issues

    def status(self) -> ops.StatusBase:
        """For `collect_unit_status`: what is so now, in each hook.

        Blocked with the first of `issues`, waiting while no relation is there, or else active.
        """
        judged = self._judge()
        if judged.issues:
            summary = summarize_issues(judged.issues)
            return ops.BlockedStatus(f"invalid backup target: {summary}")
        relations = self._relations()
        if not relations and judged.spec is not None:
            where = " or ".join(self._endpoints)
            return ops.WaitingStatus(f"no backup charm is related to {where}")
        if judged.spec is None:
            return ops.ActiveStatus("nothing to back up")
        if not self.model.unit.is_leader():
            return ops.ActiveStatus("the leader publishes the backup target")
        return self._status_of(relations)

    def publish(self) -> Outcome:
        """Publishes the target to every relation whose databag does not hold it yet.

        The spec is copied and checked before anything is written. The remote units see the change
        when the hook has succeeded.
        """
        judged = self._judge()
        if judged.issues:
            return Outcome("refused", issues=judged.issues)
        if judged.spec is None:
            return self._write("withdrawn", lambda _: None, skip_reason="nothing-wanted")
        return self._write("published", self._entries_of(judged), judged.warnings)

    def withdraw(self) -> Outcome:
        """Removes the target from every relation, until the next event publishes it again.

        Let the spec be None for as long as nothing is to be backed up.
        """
        return self._write("withdrawn", lambda _: None)

    def _on_refresh(self, _: ops.EventBase) -> None:
        # Others write nothing, and show the faults of the spec in their status.
        is_leader = self.model.unit.is_leader()
        self._report(self.publish() if is_leader else self._skipped("not-leader"))

    def _report(self, outcome: Outcome) -> None:
        """Logs what is worth a hook command, which each line costs."""
        for issue in outcome.issues:
            _logger.error("backup target not published: %s", summarize_issues([issue]))
        if outcome.status in ("published", "withdrawn"):
            _logger.info("backup target %s", outcome)

    def _skipped(self, reason: SkipReason) -> Outcome:
        return Outcome("skipped", reason, endpoints=self._endpoints)

    def _judge(self) -> Judged:
        # Only the leader's hooks that publish or show a status need the lint.
        from ._publishable import judge  # noqa: PLC0415

        return judge(self._spec)

    def _entries_of(self, judged: Judged) -> Callable[[str], list[object]]:
        """The databag for an endpoint, whose name is part of it."""
        app, model = self.model.app.name, self.model.name
        return lambda endpoint: [
            {"app": app, "relation_name": endpoint, "model": model, "spec": judged.spec}
        ]

    def _relations(self) -> list[ops.Relation]:
        """In Juju's order, without the one that is being broken."""
        return [
            relation
            for endpoint in self._endpoints
            for relation in self.model.relations[endpoint]
            if relation.active
        ]

    def _status_of(self, relations: list[ops.Relation]) -> ops.StatusBase:
        found = [(relation, self._text_in(relation)) for relation in relations]
        holding = [relation for relation, text in found if text]
        # An operator can do something about a relation that Juju lists and has forgotten.
        gone = [relation for relation, text in found if text is None]
        if len(gone) == len(relations):
            named = name_or_count(gone)
            return ops.WaitingStatus(f"the relation to the backup charm is gone: {named}")
        more = f"; gone: {name_or_count(gone)}" if gone else ""
        if holding:
            return ops.ActiveStatus(f"published to {name_or_count(holding)}{more}")
        return ops.WaitingStatus(f"the backup target is not published yet{more}")

    def _text_in(self, relation: ops.Relation) -> str | None:
        """What is published in a relation; None if Juju has forgotten the relation."""
        try:
            return relation.data[self.model.app].get(BACKUP_TARGETS, "")
        except ops.ModelError as error:
            if not is_relation_gone(error):
                raise
            return None

    def _write(
        self,
        done: Literal["published", "withdrawn"],
        entries_of: Callable[[str], list[object] | None],
        warnings: tuple[Issue, ...] = (),
        skip_reason: SkipReason | None = None,
    ) -> Outcome:
        relations = self._relations()
        if not relations:
            return self._skipped(skip_reason or "no-relation")
        if not self.model.unit.is_leader():
            return self._skipped(skip_reason or "not-leader")
        texts = {endpoint: _encoded(entries_of(endpoint)) for endpoint in self._endpoints}
        outcomes = tuple(
            RelationOutcome(each, self._write_one(each, texts[each.name]) or done)
            for each in relations
        )
        written = any(outcome.status == done for outcome in outcomes)
        return Outcome(done if written else "unchanged", relations=outcomes, warnings=warnings)

    def _write_one(
        self, relation: ops.Relation, text: str | None
    ) -> Literal["unchanged", "absent", "gone"] | None:
        """Writes or deletes the one key; None when it did, or else why it did not."""
        try:
            databag = relation.data[self.model.app]
            current = databag.get(BACKUP_TARGETS)
            if is_json_of(current, text):
                return "absent" if current is None else "unchanged"
            databag[BACKUP_TARGETS] = text or ""
        except ops.ModelError as error:
            if not is_relation_gone(error):
                raise
            return "gone"
        return None


def _encoded(entries: list[object] | None) -> str | None:
    if entries is None:
        return None
    # Only the leader's hooks that publish need the codec.
    from k8s_backup_target._encode import encode_databag  # noqa: PLC0415

    return encode_databag({BACKUP_TARGETS: entries})[BACKUP_TARGETS]


def _listed(
    events: ops.BoundEvent | Sequence[ops.BoundEvent] | None,
) -> Sequence[ops.BoundEvent]:
    if events is None:
        return ()
    listed = (events,) if isinstance(events, (ops.BoundEvent, str)) else events
    for event in listed:
        # A caller without type checks may give a name.
        if not isinstance(event, ops.BoundEvent):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"refresh_event: {event!r} is not an event such as on.config_changed")
    return listed
