"""The helpers for a charm's own tests."""

from typing import Any, ClassVar

import ops
import ops.testing
import pytest

from k8s_backup_target import ContractError, decode_databag, write
from k8s_backup_target.charm import K8sBackupTargetRequirer
from k8s_backup_target.testing import (
    end_relation,
    published,
    relation_for_provider,
    relation_for_requirer,
    remove_unit,
)


def test_a_requirer_sees_one_target_by_default() -> None:
    relation = relation_for_requirer("k8s-backup-target", remote_app_name="db")
    assert (relation.endpoint, relation.interface) == ("k8s-backup-target", "k8s_backup_target")
    (found,) = decode_databag(relation.remote_app_data).targets
    assert found.target.app == "db"


def test_targets_may_be_models_or_fields() -> None:
    entry = write.BackupTargetEntry(
        app="db", relation_name="backup", model="m", spec=write.K8sBackupTargetSpec(ttl="1h")
    )
    relation = relation_for_requirer("x", targets=[entry, entry.model_dump()])
    decoded = decode_databag(relation.remote_app_data)
    assert [found.target.spec.ttl for found in decoded.targets] == ["1h", "1h"]
    assert relation_for_requirer("x", targets=[]).remote_app_data == {"backup_targets": "[]"}


def test_invalid_targets_are_refused_and_a_databag_is_taken_as_it_is() -> None:
    with pytest.raises(ContractError):
        relation_for_requirer("x", targets=[{"app": "a"}])
    assert relation_for_requirer("x", databag={"a": "b"}).remote_app_data == {"a": "b"}


def test_published_reads_back_what_a_provider_wrote() -> None:
    assert published(relation_for_provider("backup")) == []
    databag = relation_for_requirer("x").remote_app_data
    (target,) = published(relation_for_provider("backup", databag=databag))
    assert target.app == "remote"


def test_published_fails_of_what_is_invalid() -> None:
    relation = relation_for_provider("backup", databag={"backup_targets": "[1]"})
    with pytest.raises(AssertionError, match=r"/backup_targets/0 must be of type object"):
        published(relation)


class Witness(ops.CharmBase):
    """Notes each hook, with the number of hooks in its state before, and what may be withdrawn."""

    seen: ClassVar[list[tuple[str, int, bool]]] = []
    _stored = ops.StoredState()

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.backups = K8sBackupTargetRequirer(self, "source")
        self._stored.set_default(hooks=0)
        events = self.on["source"]
        for event in (
            events.relation_changed,
            events.relation_departed,
            events.relation_broken,
            self.on.stop,
            self.on.remove,
        ):
            framework.observe(event, self._note)

    def _note(self, event: ops.EventBase) -> None:
        hooks: Any = self._stored.hooks
        may_withdraw = self.backups.state().may_withdraw("source:99")
        self.seen.append((type(event).__name__.removesuffix("Event"), hooks, may_withdraw))
        self._stored.hooks = hooks + 1


def lived() -> tuple[Any, Any, ops.testing.Relation]:
    """A context, the state after the first hook, and its relation."""
    Witness.seen.clear()
    meta = {
        "name": "w",
        "requires": {"source": {"interface": "k8s_backup_target"}},
        "peers": {"peers": {"interface": "p"}},
    }
    context = ops.testing.Context(Witness, meta=meta)
    relation = relation_for_requirer("source", remote_app_name="db")
    peers = ops.testing.PeerRelation("peers")
    before = ops.testing.State(leader=True, relations=[relation, peers])
    return context, context.run(context.on.relation_changed(relation), before), relation


def test_a_relation_ends_with_the_state_that_the_charm_has_kept() -> None:
    context, state, relation = lived()
    state = end_relation(context, state, relation)
    assert Witness.seen == [
        ("RelationChanged", 0, True),
        ("RelationDeparted", 1, True),
        ("RelationBroken", 2, True),
    ]
    assert [each.endpoint for each in state.relations] == ["peers"]


def test_a_unit_is_removed_while_its_relations_live_on() -> None:
    context, state, _ = lived()
    state = remove_unit(context, state)
    assert Witness.seen[1:] == [
        ("RelationBroken", 1, False),
        ("Stop", 2, False),
        ("Remove", 3, False),
    ]
    assert [each.endpoint for each in state.relations] == ["peers"]
