"""The backup charm or backup integrator charm."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Final, cast

import ops

from k8s_backup_target.issue import Issue, describe_issue
from k8s_backup_target.names import BACKUP_TARGETS, FLAT_KEYS

from .claims import Settled, first_of, settle
from .databags import Databags, read_databag
from .endpoints import endpoints_of
from .related import RelatedIssue, RelatedTarget
from .remote_issues import MOST_IN_ALL, MOST_IN_RELATION, bounded, lint_issues

if TYPE_CHECKING:
    from k8s_backup_target import read


class TargetsChangedEvent(ops.EventBase):
    """The backup targets differ from those at the last such event."""


class _Events(ops.ObjectEvents):
    targets_changed = ops.EventSource(TargetsChangedEvent)


class K8sBackupTargetRequirer(ops.Object):
    """Reads what must be backed up. It never writes to a relation.

    Nothing that a remote application writes into its databag raises. A relation that is gone, or
    whose application is not known, is left out.
    """

    on = _Events()  # pyright: ignore[reportIncompatibleMethodOverride, reportAssignmentType]
    """`targets_changed`: a target came, went or was changed."""

    _stored = ops.StoredState()

    def __init__(self, charm: ops.CharmBase, relation_name: str | Sequence[str]) -> None:
        """Observes the relations' changes.

        Args:
            charm: the charm that reads the targets.
            relation_name: the endpoint's name in the charm's metadata, under `requires` or
                `provides`, both of which occur in the field; or several. Owners and duplicates
                are compared across all of them.
        """
        endpoints = endpoints_of(relation_name)
        super().__init__(charm, ",".join(endpoints))
        self._databags: Final = Databags(self.model, endpoints)
        self._stored.set_default(digest="", digests={})
        self.framework.observe(charm.on.upgrade_charm, self._on_upgrade)
        for endpoint in endpoints:
            for event in (charm.on[endpoint].relation_changed, charm.on[endpoint].relation_broken):
                self.framework.observe(event, self._on_relation)

    @property
    def targets(self) -> tuple[RelatedTarget, ...]:
        """Every valid target with its relation, in Juju's order of relations.

        Juju sorts relation ids as text: `backup:10` comes before `backup:2`. Of several targets
        with the same app, relation_name and model, the owner's wins, else the first; the others
        are marked. An application that claims the target of another one, which is related as
        well, is left out and stands in `issues`.
        """
        return self._settle().targets

    @property
    def issues(self) -> tuple[RelatedIssue, ...]:
        """Refused entries with the reason, duplicates, and what the operator would trip over.

        Relation by relation, at most 1,000 of each and 10,000 in all: one stands for the rest.
        """
        settled = self._settle()
        every = (
            issue
            for relation, decoded in self._databags.relations()
            for issue in bounded(_issues_of(relation, decoded.issues, settled), MOST_IN_RELATION)
        )
        return tuple(bounded(every, MOST_IN_ALL))

    @property
    def is_ready(self) -> bool:
        """True if there is a valid target. It reads no further than the first."""
        return self._databags.has_target()

    def get_backup_spec(
        self, app_name: str, endpoint: str, model: str
    ) -> read.K8sBackupTargetSpec | None:
        """The spec of one target; None if there is none.

        Args:
            app_name: the application that asks for the backup.
            endpoint: the endpoint in that application's charm: `relation_name` on the wire.
            model: the name of that application's model.
        """
        found = first_of(self._databags.targets(), (app_name, endpoint, model))
        return None if found is None else found.target.spec

    def status(self) -> ops.StatusBase:
        """For `collect_unit_status`.

        Blocked with the first target that was refused, waiting while no application asks for a
        backup, or else active with the number of targets.
        """
        refused = [issue for issue in self.issues if issue.severity == "refused"]
        count = sum(not related.is_duplicate for related in self.targets)
        counted = f"{count} backup {'target' if count == 1 else 'targets'}"
        if refused:
            more = f" (and {len(refused) - 1} more)" if len(refused) > 1 else ""
            return ops.BlockedStatus(f"{counted}; {_line(refused[0])}{more}")
        if count == 0:
            return ops.WaitingStatus("no application asks for a backup")
        return ops.ActiveStatus(counted)

    def _settle(self) -> Settled:
        return settle(self._databags.targets())

    def _on_relation(self, event: ops.RelationEvent) -> None:
        """Compares all targets only if the texts of the event's relation changed.

        Juju fires `relation-changed` for each unit that joins, and for other keys as well. A hook
        in which nothing changed reads one databag, with however many relations.
        """
        name = str(event.relation.id)
        is_broken = isinstance(event, ops.RelationBrokenEvent)
        digest = "" if is_broken else _digest_of_texts(read_databag(event.relation) or {})
        digests = cast("dict[str, str]", self._stored.digests)
        if digest == digests.get(name, ""):
            return
        digests[name] = digest
        if not digest:
            del digests[name]
        self._compare()

    def _on_upgrade(self, _: ops.EventBase) -> None:
        """Another version may accept what this one refused, or the other way round."""
        self._compare()

    def _compare(self) -> None:
        """Tells the charm if anything has changed."""
        digest = _digest(self.targets)
        if digest != self._stored.digest:
            self._stored.digest = digest
            self.on.targets_changed.emit()


def _issues_of(
    relation: ops.Relation, refused: Iterable[Issue], settled: Settled
) -> Iterator[RelatedIssue]:
    """Everything about one relation, what was refused first."""
    for issue in refused:
        yield RelatedIssue.of(issue, relation, "refused")
    yield from (issue for issue in settled.issues if issue.relation.id == relation.id)
    yield from lint_issues(each for each in settled.targets if each.relation.id == relation.id)


def _line(issue: RelatedIssue) -> str:
    relation = issue.relation
    where = f"{relation.app.name} in {relation.name}:{relation.id}"
    return f"{where}: {describe_issue(issue)}"


def _fields_of(target: read.BackupTargetEntry) -> dict[str, object]:
    """As `model_dump`, for which Pydantic would build a serializer."""
    return {**dict(target), "spec": dict(target.spec)}


def _digest_of_texts(databag: Mapping[str, str]) -> str:
    """Of all that the decoder looks at: unlike the targets, the texts need no Pydantic."""
    texts = [databag.get(key) for key in (BACKUP_TARGETS, *FLAT_KEYS)]
    return sha256(json.dumps(texts).encode()).hexdigest() if any(texts) else ""


def _digest(targets: Iterable[RelatedTarget]) -> str:
    texts = [
        json.dumps([related.relation.id, related.path, _fields_of(related.target)])
        for related in targets
    ]
    return sha256("\n".join(texts).encode()).hexdigest() if texts else ""
