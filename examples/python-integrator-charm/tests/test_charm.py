"""The charm on ops.testing: hooks in memory, with the state before and after each."""

import dataclasses
import json
from typing import Any

import pytest
from charm import IntegratorCharm
from k8s_backup_target.testing import end_relation, relation_for_requirer
from ops import testing

RELATION = relation_for_requirer("k8s-backup-target", remote_app_name="my-app")
VELERO = testing.Relation("velero-backup", interface="velero_backup_config")
REFUSED = (
    '[{"app": "my-app", "relation_name": "backup", "model": "m", "spec": {"ttl": "30 days"}}]'
)


@pytest.fixture
def context() -> testing.Context[IntegratorCharm]:
    return testing.Context(IntegratorCharm)


@pytest.fixture
def state(context: testing.Context[IntegratorCharm]) -> testing.State:
    """The leader, after it has forwarded the target of my-app."""
    before = testing.State(
        leader=True,
        relations=[RELATION, VELERO, testing.PeerRelation("peers")],
        config={"schedule": "0 2 * * *"},
    )
    return context.run(context.on.relation_changed(RELATION), before)


def told(state: testing.State) -> dict[str, Any]:
    """What the charm tells velero-operator."""
    databag = dict(state.get_relation(VELERO.id).local_app_data)
    return {**databag, **json.loads(databag.pop("spec", "{}"))}


def test_forwards_what_is_published_with_its_own_schedule(state: testing.State) -> None:
    assert told(state)["app"] == "my-app"
    assert told(state)["schedule"] == "0 2 * * *"


def test_says_what_it_refuses_and_leaves_what_it_forwarded(
    context: testing.Context[IntegratorCharm], state: testing.State
) -> None:
    relation = state.get_relation(RELATION.id)
    broken = dataclasses.replace(relation, remote_app_data={"backup_targets": REFUSED})
    others = [each for each in state.relations if each.id != RELATION.id]
    before = dataclasses.replace(state, relations=[broken, *others])
    after = context.run(context.on.relation_changed(broken), before)
    assert told(after) == told(state)
    assert isinstance(after.unit_status, testing.BlockedStatus)
    assert "/backup_targets/0/spec/ttl must look like 72h" in after.unit_status.message


def test_withdraws_nothing_in_a_unit_that_is_removed(
    context: testing.Context[IntegratorCharm], state: testing.State
) -> None:
    leaving = dataclasses.replace(state, planned_units=0)  # by which ops.testing says that it goes
    broken = context.on.relation_broken(state.get_relation(RELATION.id))
    assert told(context.run(broken, leaving)) == told(state)


def test_withdraws_what_it_forwarded_when_the_relation_ends(
    context: testing.Context[IntegratorCharm], state: testing.State
) -> None:
    after = end_relation(context, state, RELATION)
    assert told(after) == {**told(state), "spec": told(after)["spec"], "schedule": None}
