"""K8sBackupTargetProvider."""

import json
import logging
from collections.abc import Callable
from typing import Any

import ops
import ops.testing
import pytest
from charms import MODEL, ProviderCharm, context, forget, relation_in
from hypothesis import given
from pydantic import BaseModel
from vectors import Json, specs

from k8s_backup_target import ContractError, Issue, encode_databag, read, write
from k8s_backup_target.charm import SpecSource
from k8s_backup_target.testing import published, relation_for_provider

OTHER = {"key": "value"}


def charm_of(spec: SpecSource) -> type[ProviderCharm]:
    """A charm that declares `spec`, or what it makes."""
    return type("Charm", (ProviderCharm,), {"specs": [spec], "outcomes": []})


def databag_of(**spec: Json) -> dict[str, str]:
    entry = {"app": "my-app", "relation_name": "backup", "model": "my-model", "spec": spec}
    return encode_databag({"backup_targets": [entry]})


def state_of(*relations: ops.testing.Relation, leader: bool = True) -> ops.testing.State:
    return ops.testing.State(leader=leader, model=MODEL, relations=relations)


def run(
    charm: type[ProviderCharm],
    state: ops.testing.State,
    event: str = "config_changed",
) -> ops.testing.State:
    test = context(charm)
    return test.run(getattr(test.on, event)(), state)


def databag_after(state: ops.testing.State, relation: ops.testing.Relation) -> dict[str, str]:
    return dict(relation_in(state, relation).local_app_data)


@pytest.mark.parametrize("event", ["leader_elected", "upgrade_charm", "config_changed"])
def test_the_target_is_published_at(event: str) -> None:
    relation = relation_for_provider("backup")
    state = run(charm_of({"ttl": "72h"}), state_of(relation), event)
    assert databag_after(state, relation) == databag_of(ttl="72h")


def test_the_target_is_published_when_a_relation_is_created() -> None:
    relation = relation_for_provider("backup")
    test = context(charm_of({"ttl": "72h"}))
    state = test.run(test.on.relation_created(relation), state_of(relation))
    assert databag_after(state, relation) == databag_of(ttl="72h")


@pytest.mark.parametrize("event", ["install", "start", "update_status"])
def test_nothing_is_published_at(event: str) -> None:
    relation = relation_for_provider("backup")
    state = run(charm_of({}), state_of(relation), event)
    assert databag_after(state, relation) == {}


@pytest.mark.parametrize(
    "spec",
    [
        write.K8sBackupTargetSpec(ttl="72h"),
        read.K8sBackupTargetSpec(ttl="72h"),
        {"ttl": "72h"},
        lambda: {"ttl": "72h"},
        lambda: write.K8sBackupTargetSpec(ttl="72h"),
    ],
    ids=["write", "read", "mapping", "callable of a mapping", "callable of a model"],
)
def test_a_spec_is_taken_as(spec: SpecSource) -> None:
    relation = relation_for_provider("backup")
    assert databag_after(run(charm_of(spec), state_of(relation)), relation) == databag_of(
        ttl="72h"
    )


@given(spec=specs)
def test_any_valid_spec_without_lint_errors_is_published_byte_for_byte(spec: Json) -> None:
    relation = relation_for_provider("backup")
    test = context(charm_of(spec))
    with test(test.on.config_changed(), state_of(relation)) as manager:
        state = manager.run()
        issues = manager.charm.provider.issues
    if issues:
        assert databag_after(state, relation) == {}
        return
    expected = {**spec}
    if expected.get("ttl") in ("30d", "1d12h"):
        expected["ttl"] = {"30d": "720h", "1d12h": "36h"}[expected["ttl"]]
    assert databag_after(state, relation) == databag_of(**expected)


def test_a_unit_that_does_not_lead_neither_writes_nor_makes_the_spec() -> None:
    def fail() -> None:
        raise AssertionError

    relation = relation_for_provider("backup")
    state = run(charm_of(fail), state_of(relation, leader=False))
    assert databag_after(state, relation) == {}
    assert state.unit_status == ops.ActiveStatus()


class TestInvalidSpec:
    """Nothing is raised, nothing is published, what was published stays."""

    @staticmethod
    def invalid(how: str) -> Callable[[], Any]:
        def from_models() -> BaseModel:
            return write.K8sBackupTargetSpec(ttl="3 days")

        def from_contract() -> BaseModel:
            raise ContractError([Issue("/ttl", "pattern", "must look like 72h")])

        ways: dict[str, Callable[[], Any]] = {
            "ValidationError": from_models,
            "ContractError": from_contract,
            "mapping": lambda: {"ttl": "3 days"},
        }
        return ways[how]

    @pytest.mark.parametrize("how", ["ValidationError", "ContractError", "mapping"])
    def test_it_stands_in_issues_status_and_log(self, how: str) -> None:
        relation = relation_for_provider("backup", databag={**databag_of(ttl="1h"), **OTHER})
        test = context(charm_of(self.invalid(how)))
        with test(test.on.config_changed(), state_of(relation)) as manager:
            state = manager.run()
            issues = manager.charm.provider.issues
        assert [(issue.path, issue.rule) for issue in issues] == [("/ttl", "pattern")]
        assert databag_after(state, relation) == {**databag_of(ttl="1h"), **OTHER}
        assert isinstance(state.unit_status, ops.BlockedStatus)
        assert state.unit_status.message.startswith("/ttl must look like 72h")
        errors = [line.message for line in test.juju_log if line.level == "ERROR"]
        assert len(errors) == 1
        assert errors[0].startswith("backup target not published: /ttl must look like 72h")

    def test_a_misspelt_field_is_refused(self) -> None:
        relation = relation_for_provider("backup")
        state = run(charm_of({"exclude_namespace": ["a"]}), state_of(relation))
        assert databag_after(state, relation) == {}
        assert "exclude_namespace" in state.unit_status.message

    def test_what_velero_would_refuse_is_refused_with_a_remedy(self) -> None:
        relation = relation_for_provider("backup", databag=databag_of())
        test = context(charm_of({"include_namespaces": ["a", "*"]}))
        with test(test.on.config_changed(), state_of(relation)) as manager:
            state = manager.run()
            (issue,) = manager.charm.provider.issues
        assert (issue.rule, issue.remedy) == (
            "wildcard-and-names",
            'keep "*" alone, or the names alone',
        )
        assert databag_after(state, relation) == databag_of()
        assert state.unit_status.message.endswith(': keep "*" alone, or the names alone')

    @pytest.mark.parametrize(
        "names", [{"a"}, "abc", (name for name in ["a"]), frozenset({"a"})], ids=type
    )
    def test_what_is_no_list_is_refused(self, names: object) -> None:
        state = run(charm_of({"include_namespaces": names}), state_of())
        assert state.unit_status.message == "/include_namespaces must be of type array or null"

    def test_status_is_blocked_in_every_hook_until_it_is_mended(self) -> None:
        charm = charm_of(lambda: {"ttl": "3 days"})
        assert isinstance(run(charm, state_of(), "update_status").unit_status, ops.BlockedStatus)
        mended = run(charm_of({"ttl": "3d"}), state_of(), "update_status")
        assert mended.unit_status == ops.ActiveStatus()

    def test_what_another_model_refuses_keeps_its_name_and_message(self) -> None:
        class Config(BaseModel):
            size: int

        def from_config() -> None:
            Config.model_validate({"size": "a\nb"})

        test = context(charm_of(from_config))
        with test(test.on.config_changed(), state_of()) as manager:
            (issue,) = manager.charm.provider.issues
        assert (issue.path, issue.rule) == ("/size", "int_parsing")
        assert "integer" in issue.message

    def test_a_fault_of_the_charm_is_raised(self) -> None:
        def fail() -> None:
            raise KeyError("a")

        with pytest.raises(ops.testing.errors.UncaughtCharmError):
            run(charm_of(fail), state_of(relation_for_provider("backup")))


@pytest.mark.parametrize(
    ("given_ttl", "expected"),
    [
        ("30d", "720h"),
        ("1d12h", "36h"),
        ("1d30m5s", "24h30m5s"),
        ("72h", "72h"),
        ("90m", "90m"),
        ("", ""),
    ],
)
def test_days_are_published_as_hours(given_ttl: str, expected: str) -> None:
    relation = relation_for_provider("backup")
    state = run(charm_of({"ttl": given_ttl}), state_of(relation))
    assert [target.spec.ttl for target in published(relation_in(state, relation))] == [expected]


def test_tuples_are_published_as_lists() -> None:
    relation = relation_for_provider("backup")
    spec = {"include_namespaces": ("a", "b")}
    state = run(charm_of(spec), state_of(relation))
    assert databag_after(state, relation) == databag_of(include_namespaces=["a", "b"])


def sorted_and_indented(text: str) -> str:
    return json.dumps(json.loads(text), sort_keys=True, indent=1)


def escaped(text: str) -> str:
    return text.replace("my-app", r"\u006dy-app")


class TestWriting:
    """Only what differs as JSON is written, and no other key."""

    @pytest.mark.parametrize(
        "change",
        [
            sorted_and_indented,
            escaped,
        ],
        ids=["spacing and order", "escapes"],
    )
    def test_equal_json_is_not_rewritten(self, change: Callable[[str], str]) -> None:
        databag = {key: change(text) for key, text in databag_of(ttl="72h").items()}
        relation = relation_for_provider("backup", databag=databag)
        assert (
            databag_after(run(charm_of({"ttl": "72h"}), state_of(relation)), relation) == databag
        )

    @pytest.mark.parametrize(
        "text", ["not JSON", "[]", "null", '[{"app": "my-app"}]', "[" * 100_000]
    )
    def test_anything_else_is_replaced(self, text: str) -> None:
        relation = relation_for_provider("backup", databag={"backup_targets": text, **OTHER})
        state = run(charm_of({}), state_of(relation))
        assert databag_after(state, relation) == {**databag_of(), **OTHER}

    def test_true_is_not_one(self) -> None:
        text = databag_of(include_cluster_resources=True)["backup_targets"].replace("true", "1")
        relation = relation_for_provider("backup", databag={"backup_targets": text})
        state = run(charm_of({"include_cluster_resources": True}), state_of(relation))
        assert databag_after(state, relation) == databag_of(include_cluster_resources=True)

    def test_null_is_not_the_empty_list(self) -> None:
        relation = relation_for_provider("backup", databag=databag_of())
        state = run(charm_of({"include_resources": []}), state_of(relation))
        assert databag_after(state, relation) == databag_of(include_resources=[])


class TestWithdrawing:
    """None is nothing wanted."""

    @pytest.mark.parametrize("spec", [None, lambda: None], ids=["value", "callable"])
    def test_none_removes_the_target_and_nothing_else(self, spec: SpecSource) -> None:
        relation = relation_for_provider("backup", databag={**databag_of(), **OTHER})
        assert databag_after(run(charm_of(spec), state_of(relation)), relation) == OTHER

    def test_withdraw_removes_it_without_looking_at_the_spec(self) -> None:
        relation = relation_for_provider("backup", databag=databag_of())
        charm = charm_of({"ttl": "3 days"})
        test = context(charm)
        state = test.run(test.on.action("withdraw"), state_of(relation))
        assert databag_after(state, relation) == {}
        assert str(charm.outcomes[0]) == f"withdrawn from backup:{relation.id}"

    def test_there_is_nothing_to_withdraw_where_nothing_is_published(self) -> None:
        charm = charm_of({})
        test = context(charm)
        test.run(test.on.action("withdraw"), state_of(relation_for_provider("backup")))
        assert charm.outcomes[0].status == "unchanged"


class TestOutcome:
    """What `publish` returns."""

    @staticmethod
    def outcome(spec: SpecSource, state: ops.testing.State) -> Any:
        charm = charm_of(spec)
        test = context(charm)
        test.run(test.on.action("publish"), state)
        return charm.outcomes[0]

    def test_it_says_what_happened_per_relation(self) -> None:
        new = relation_for_provider("backup")
        old = relation_for_provider("backup", databag=databag_of())
        outcome = self.outcome({}, state_of(new, old))
        assert outcome.status == "published"
        assert {each.relation.id: each.status for each in outcome.relations} == {
            new.id: "published",
            old.id: "unchanged",
        }
        assert f"published to backup:{new.id}" in str(outcome)
        assert f"unchanged in backup:{old.id}" in str(outcome)

    def test_it_warns_of_what_looks_like_a_mistake(self) -> None:
        outcome = self.outcome(
            {"include_resources": []}, state_of(relation_for_provider("backup"))
        )
        assert [warning.rule for warning in outcome.warnings] == [
            "empty-list",
            "backs-up-everything",
        ]
        assert "; warning: /include_resources is an empty list" in str(outcome)

    def test_many_relations_are_counted(self) -> None:
        state = state_of(*(relation_for_provider("backup") for _ in range(4)))
        spec = {"include_namespaces": ["a"]}
        assert str(self.outcome(spec, state)) == "published to 4 relations"

    def test_it_says_why_nothing_happened(self) -> None:
        relation = relation_for_provider("backup")
        assert str(self.outcome({}, state_of())) == "skipped: nothing is related to backup"
        several = type("Charm", (charm_of({}),), {"endpoints": ("backup", "source")})
        test = context(several)
        test.run(test.on.action("publish"), state_of())
        assert str(several.outcomes[-1]) == "skipped: nothing is related to backup or source"
        follower = self.outcome({}, state_of(relation, leader=False))
        assert str(follower) == "skipped: this unit is not the leader"
        refused = self.outcome({"ttl": 1}, state_of(relation))
        assert str(refused) == "refused: /ttl must be of type string or null"


@pytest.mark.parametrize(
    "message",
    ["ERROR permission denied", "ERROR relation not found", "ERROR Permission denied (sic)"],
)
def test_a_relation_that_is_gone_stops_no_other(
    message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, gone, last = (relation_for_provider("backup") for _ in range(3))
    forget(monkeypatch, gone.id, message)
    charm = charm_of({})
    test = context(charm)
    state = test.run(test.on.action("publish"), state_of(first, gone, last))
    assert databag_after(state, first) == databag_after(state, last) == databag_of()
    statuses = {each.relation.id: each.status for each in charm.outcomes[0].relations}
    assert statuses == {first.id: "published", gone.id: "gone", last.id: "published"}


def test_any_other_failure_of_a_hook_command_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    relation = relation_for_provider("backup")
    forget(monkeypatch, relation.id, "ERROR connection is shut down")
    with pytest.raises((ops.ModelError, ops.testing.errors.UncaughtCharmError), match="shut down"):
        run(charm_of({}), state_of(relation))


def test_several_endpoints_are_published_under_their_own_names() -> None:
    charm = type("Charm", (charm_of({}),), {"endpoints": ("backup", "source")})
    relations = [relation_for_provider("backup"), relation_for_provider("source")]
    state = run(charm, state_of(*relations))
    for relation in relations:
        (target,) = published(relation_in(state, relation))
        assert target.relation_name == relation.endpoint


def test_nothing_is_logged_where_nothing_is_written(caplog: pytest.LogCaptureFixture) -> None:
    relation = relation_for_provider("backup", databag=databag_of())
    with caplog.at_level(logging.DEBUG, logger="k8s_backup_target"):
        run(charm_of({}), state_of(relation))
    assert [record for record in caplog.records if "k8s_backup_target" in record.name] == []
