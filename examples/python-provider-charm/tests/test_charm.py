"""The charm on ops.testing: hooks in memory, with the state before and after each."""

import dataclasses

import pytest
from charm import ProviderCharm
from k8s_backup_target.testing import published, relation_for_provider
from ops import testing

RELATION = relation_for_provider("backup")


@pytest.fixture
def context() -> testing.Context[ProviderCharm]:
    return testing.Context(ProviderCharm)


@pytest.fixture
def state(context: testing.Context[ProviderCharm]) -> testing.State:
    """The leader, after it has published."""
    before = testing.State(
        leader=True, relations=[RELATION], config={"namespaces": "my-namespace", "ttl": "30d"}
    )
    return context.run(context.on.config_changed(), before)


def ttls(state: testing.State) -> list[str | None]:
    return [target.spec.ttl for target in published(state.get_relation(RELATION.id))]


def test_publishes_what_its_config_says(state: testing.State) -> None:
    (target,) = published(state.get_relation(RELATION.id))
    assert target.spec.include_namespaces == ["my-namespace"]
    assert target.spec.ttl == "720h"
    assert state.unit_status == testing.ActiveStatus(f"published to backup:{RELATION.id}")


def test_says_which_option_is_wrong_and_leaves_what_was_published(
    context: testing.Context[ProviderCharm], state: testing.State
) -> None:
    broken = dataclasses.replace(state, config={"ttl": "30 days"})
    state = context.run(context.on.config_changed(), broken)
    assert isinstance(state.unit_status, testing.BlockedStatus)
    assert state.unit_status.message.startswith("invalid backup target: /ttl")
    assert ttls(state) == ["720h"]


def test_only_the_leader_publishes(context: testing.Context[ProviderCharm]) -> None:
    other = testing.State(leader=False, relations=[RELATION], config={"ttl": "7d"})
    state = context.run(context.on.config_changed(), other)
    assert ttls(state) == []
    elected = dataclasses.replace(state, leader=True)
    assert ttls(context.run(context.on.leader_elected(), elected)) == ["168h"]


def test_withdraws_by_action(
    context: testing.Context[ProviderCharm], state: testing.State
) -> None:
    assert ttls(context.run(context.on.action("withdraw-target"), state)) == []
    assert context.action_results == {"outcome": f"withdrawn from backup:{RELATION.id}"}
