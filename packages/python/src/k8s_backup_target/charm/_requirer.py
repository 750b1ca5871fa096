"""The backup charm or backup integrator charm."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import ops

from k8s_backup_target._issue import Issue, describe_issue
from k8s_backup_target._names import BACKUP_TARGETS, FLAT_KEYS

from ._claims import Settled, owned, settle
from ._databags import Databags, remote_app
from ._endpoints import endpoints_of
from ._leaving import (
    is_before_new_relations,
    is_leaving,
    lists_all,
    may_be_leaving,
)
from ._related import RelatedIssue, RelatedTarget, id_of, key_of
from ._remote_issues import MOST_IN_ALL, MOST_IN_RELATION, bounded, lint_issues
from ._state import RequirerState

if TYPE_CHECKING:
    from k8s_backup_target import read
    from k8s_backup_target._view import Decoded


class TargetsChangedEvent(ops.EventBase):
    """The backup targets differ from those at the last such event."""


class _Events(ops.ObjectEvents):
    targets_changed = ops.EventSource(TargetsChangedEvent)


_Seen: TypeAlias = tuple[
    tuple[bool, bool],
    tuple[tuple[int, ops.Application | None], ...],
    tuple[tuple[ops.Relation, "Decoded[read.BackupTargetEntry]"], ...],
]
"""Why relations may lack, those that Juju lists, and what the readable ones hold."""


class K8sBackupTargetRequirer(ops.Object):
    """Reads what must be backed up. It never writes to a relation.

    Nothing that a remote application writes into its databag raises. A relation that Juju lists
    but cannot be read is named in `state()`.
    """

    on = _Events()  # pyright: ignore[reportIncompatibleMethodOverride, reportAssignmentType]
    """`targets_changed`: `state()` differs from what this unit was last told, or may.

    It comes when a target comes, goes or changes, and when a relation begins or ceases to hold
    something refused, since what was kept for it may have to go then. It comes once where the unit
    has no record of what it was told (a new unit, lost storage, an older version of this library),
    and at leader-elected, since an earlier leader may have left something undone. It does not come
    in a unit that is being removed: a relation that ends for that unit may live on for the others.
    Where Juju does not say whether the unit stays, it comes in a later hook. Ask `state()` what to
    apply and what may be withdrawn.
    """

    _stored = ops.StoredState()

    def __init__(self, charm: ops.CharmBase, relation_name: str | Sequence[str]) -> None:
        """Observes the relations' changes.

        Args:
            charm: the charm that reads the targets.
            relation_name: the endpoint's name in the charm's metadata, under `requires` or
                `provides`, both of which occur in the field; or several. Owners and duplicates
                are compared across all of them.

        Raises:
            ValueError: for no endpoint, or one that the charm's metadata does not declare.
        """
        endpoints = endpoints_of(charm.meta, relation_name)
        super().__init__(charm, ",".join(endpoints))
        self._endpoints: Final = endpoints
        self._databags: Final = Databags(self.model, endpoints)
        self._stored.set_default(told=None, seen={}, pending=True, leaving=False, unsure=[])
        self._is_unsure = False
        # Found out when it is asked for: a charm may observe a hook before it makes the requirer.
        self._lacks: bool | None = None
        self._compared: tuple[_Seen, Settled] | None = None
        self.framework.observe(charm.on.leader_elected, self._on_leader_elected)
        self.framework.observe(charm.on.upgrade_charm, self._on_upgrade)
        for event in (charm.on.config_changed, charm.on.start, charm.on.update_status):
            self.framework.observe(event, self._on_later)
        for endpoint in endpoints:
            of_endpoint = charm.on[endpoint]
            self.framework.observe(of_endpoint.relation_changed, self._on_changed)
            self.framework.observe(of_endpoint.relation_departed, self._on_departed)
            self.framework.observe(of_endpoint.relation_broken, self._on_broken)

    @property
    def targets(self) -> tuple[RelatedTarget, ...]:
        """Every valid target with its relation, in Juju's order of relations.

        Juju sorts relation ids as text: `backup:10` comes before `backup:2`. Of several targets
        with the same app, relation_name and model, the owner's counts, else that of the relation
        which was made first, which has the lowest number; the others are marked. An application of
        this model that claims the target of another one, which is related as well, is an issue
        instead.
        """
        return self._settle().targets

    @property
    def issues(self) -> tuple[RelatedIssue, ...]:
        """Refused entries with the reason, duplicates, and what the operator would misread.

        Relation by relation, at most 1,000 of each and 10,000 in all: one replaces the rest.
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
        """True if there is a valid target.

        It reads no further than the first that is of the application which published it.
        """
        return self._databags.has_plain_target() or bool(self.targets)

    def get_backup_spec(
        self, app_name: str, endpoint: str, model: str
    ) -> read.K8sBackupTargetSpec | None:
        """The spec of one target; None if there is none.

        Args:
            app_name: the application that asks for the backup.
            endpoint: the endpoint in that application's charm: `relation_name` on the wire.
            model: the name of that application's model.
        """
        key = (app_name, endpoint, model)
        # The application of this model owns its targets, whatever the others hold.
        found = (
            owned(self._databags.targets_of(app_name), key) if model == self.model.name else None
        )
        if found is None:
            counting = (each for each in self.targets if not each.is_duplicate)
            found = next((each for each in counting if key_of(each) == key), None)
        return None if found is None else found.target.spec

    def state(self) -> RequirerState:
        """What to apply and what may be withdrawn, for a charm that makes something agree with it.

        Ask for it on the leader, in each hook in which the charm does so.
        """
        settled = self._settle()
        return RequirerState(
            wanted=tuple(each for each in settled.targets if not each.is_duplicate),
            held_back=self._held_back(settled),
            unreadable=self._unreadable(),
            leaving=self._may_lack_relations(),
            model=self.model.name,
        )

    def _unreadable(self) -> tuple[str, ...]:
        readable = {relation.id for relation, _ in self._databags.relations()}
        return tuple(id_of(each) for each in self._databags.listed() if each.id not in readable)

    def _may_lack_relations(self) -> bool:
        """True if there may be relations that this unit does not list."""
        if self._stored.leaving or self._is_unsure:
            return True
        if self._lacks is None:
            self._lacks = self._lacks_relations()
        return self._lacks

    def _lacks_relations(self) -> bool:
        if is_before_new_relations():
            apps = {each.name for each in map(remote_app, self._databags.listed()) if each}
            return not lists_all(self._endpoints, apps)
        return may_be_leaving(self.model)

    def _held_back(self, settled: Settled) -> dict[str, str]:
        return {
            id_of(relation): relation.app.name
            for relation, decoded in self._databags.relations()
            if decoded.issues or relation.id in settled.held
        }

    def status(self) -> ops.StatusBase:
        """For `collect_unit_status`.

        Blocked with the first target that was refused, waiting while no application asks for a
        backup, or else active with the number of targets.
        """
        refused = [issue for issue in self.issues if issue.refused]
        count = sum(not related.is_duplicate for related in self.targets)
        counted = f"{count} backup {'target' if count == 1 else 'targets'}"
        if refused:
            more = f" (and {len(refused) - 1} more)" if len(refused) > 1 else ""
            return ops.BlockedStatus(f"{counted}; {_line(refused[0])}{more}")
        if count == 0:
            return ops.WaitingStatus("no application asks for a backup")
        return ops.ActiveStatus(counted)

    def _settle(self) -> Settled:
        """Compares all claims, once for as long as relations and databags stay as they are."""
        relations = tuple(self._databags.relations())
        listed = tuple((each.id, remote_app(each)) for each in self._databags.listed())
        seen = (bool(self._stored.leaving), self._is_unsure), listed, relations
        if self._compared is None or self._compared[0] != seen:
            ownership = self._databags.ownership(self._may_lack_relations)
            refused = self._databags.refused_names(ownership)
            self._compared = seen, settle(self._databags.targets(), refused, ownership)
        return self._compared[1]

    def _on_changed(self, event: ops.RelationEvent) -> None:
        """Compares all targets only if the texts of the event's relation changed.

        Juju fires `relation-changed` for each unit that joins, and for other keys as well. A hook
        in which nothing changed reads one databag, with however many relations.
        """
        databag = self._databags.read(event.relation)
        seen = cast("Mapping[str, str]", self._stored.seen)
        is_same = databag is not None and _digest_of_texts(databag) == seen.get(
            id_of(event.relation), ""
        )
        if self._stored.pending or not is_same:
            self._compare()

    def _on_departed(self, event: ops.RelationDepartedEvent) -> None:
        """Remembers that it is this unit which leaves: relation-broken does not say so."""
        if event.departing_unit == self.model.unit:
            self._stored.leaving = True
        elif event.departing_unit is None:
            cast("list[str]", self._stored.unsure).append(id_of(event.relation))

    def _on_broken(self, event: ops.RelationBrokenEvent) -> None:
        unsure = cast("list[str]", self._stored.unsure)
        leaving = is_leaving(self.model)
        if id_of(event.relation) in unsure:
            unsure.remove(id_of(event.relation))
            leaving = leaving or None
        if leaving:
            self._stored.leaving = True
        elif leaving is None:
            self._is_unsure = self._stored.pending = True
        else:
            self._compare()

    def _on_leader_elected(self, _: ops.EventBase) -> None:
        """An earlier leader may have left something undone."""
        self._compare(is_new_leader=True)

    def _on_upgrade(self, _: ops.EventBase) -> None:
        """Another version may accept what this one refused, or the other way round."""
        self._compare()

    def _on_later(self, _: ops.EventBase) -> None:
        """Tells what a relation-broken could not tell, and whatever a new state file lacks."""
        if self._stored.pending:
            self._compare()

    def _compare(self, *, is_new_leader: bool = False) -> None:
        """Tells the charm if anything differs from what it was last told.

        A relation that cannot be read now counts as it was, until a later hook reads it. Where
        relations may lack, all is told again in a later hook.
        """
        if self._stored.leaving:
            return
        told = cast("Mapping[str, str] | None", self._stored.told)
        now = self._digests(told or {})
        unreadable = self._unreadable()
        self._stored.pending = bool(unreadable)
        if is_new_leader or told is None or dict(told) != now:
            # What the charm keeps for these now may have to go, or give way, once they are read.
            self._stored.told = {**now, **dict.fromkeys(unreadable, "")}
            self.on.targets_changed.emit()
            if is_before_new_relations() and self._may_lack_relations():
                self._stored.told, self._stored.pending = None, True

    def _digests(self, told: Mapping[str, str]) -> dict[str, str]:
        """Of what is told of each relation; it also remembers the digests of their texts."""
        listed = [id_of(each) for each in self._databags.listed()]
        # While one cannot be read, each hook compares all, whatever was seen of it before.
        texts = {
            id_of(each): _digest_of_texts(databag)
            for each in self._databags.listed()
            if (databag := self._databags.read(each)) is not None
        }
        self._stored.seen = texts
        kept = {name: told[name] for name in listed if name not in texts and name in told}
        settled = self._settle()
        return {**kept, **_digests_of(settled.targets, self._held_back(settled))}


def _issues_of(
    relation: ops.Relation, refused: Iterable[Issue], settled: Settled
) -> Iterator[RelatedIssue]:
    """Everything about one relation, what was refused first."""
    for issue in refused:
        yield RelatedIssue.of(issue, relation, "error", refused=True)
    yield from (issue for issue in settled.issues if issue.relation.id == relation.id)
    yield from lint_issues(each for each in settled.targets if each.relation.id == relation.id)


def _line(issue: RelatedIssue) -> str:
    where = f"{issue.relation.app.name} in {id_of(issue.relation)}"
    return f"{where}: {describe_issue(issue)}"


def _fields_of(target: read.BackupTargetEntry) -> dict[str, object]:
    """As `model_dump`, for which Pydantic would build a serializer."""
    return {**dict(target), "spec": dict(target.spec)}


def _digest_of_texts(databag: Mapping[str, str]) -> str:
    """Of all that the decoder looks at: unlike the targets, the texts need no Pydantic."""
    texts = [databag.get(key) for key in (BACKUP_TARGETS, *FLAT_KEYS)]
    return sha256(json.dumps(texts).encode()).hexdigest() if any(texts) else ""


def _digests_of(targets: Iterable[RelatedTarget], held_back: Iterable[str]) -> dict[str, str]:
    """Of what the targets of a relation are, and of whether what is not wanted any more stays."""
    texts: dict[str, list[object]] = {name: ["held back"] for name in held_back}
    for each in targets:
        fields = [each.path, _fields_of(each.target), each.is_duplicate]
        texts.setdefault(id_of(each.relation), []).append(fields)
    return {name: sha256(json.dumps(text).encode()).hexdigest() for name, text in texts.items()}
