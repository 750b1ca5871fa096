"""K8sBackupTargetProvider."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Any

import ops
import ops.testing
import pytest
from charms import MODEL, ProviderCharm, context, forget, relation_in
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, BaseModel
from pydantic_core import PydanticCustomError
from vectors import Json, specs

from k8s_backup_target import ContractError, Issue, encode_databag, read, validate, write
from k8s_backup_target.charm import SpecSource, is_relation_gone
from k8s_backup_target.charm._plain_copy import plain_copy
from k8s_backup_target.charm._publishable import judge
from k8s_backup_target.testing import published, relation_for_provider

OTHER = {"key": "value"}
TTL_REFUSED = 'must look like 72h, 30d, 1h30m, 10m10s, 1d12h, not "3 days"'


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


_scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.just(object())
)
_anything = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner), st.tuples(inner), st.dictionaries(_scalars, inner, max_size=3)
    ),
    max_leaves=5,
)
_likely = st.fixed_dictionaries(
    {},
    optional={
        "include_namespaces": st.one_of(st.lists(st.one_of(st.text(), _anything)), _anything),
        "label_selector": st.one_of(st.dictionaries(st.text(), _anything), _anything),
        "ttl": st.one_of(st.sampled_from(["72h", "30d", ""]), st.text(), _anything),
        "tll": _anything,
    },
)


@given(spec=st.one_of(_anything, _likely))
def test_any_value_is_a_valid_spec_or_has_issues_of_one_line(spec: Any) -> None:
    judged = judge(lambda: spec)
    if judged.spec is not None:
        assert validate(write.K8sBackupTargetSpec, judged.spec).value is not None
    else:
        assert judged.issues or spec is None
        assert not [issue for issue in judged.issues if "\n" in issue.message]


class Kind(str, Enum):
    """Texts that a charm names."""

    CLAIMS = "persistentvolumeclaims"


class TestPlainCopy:
    """What is checked and published is a copy, in plain data."""

    def test_models_and_mappings_become_dicts_and_tuples_lists(self) -> None:
        spec = write.K8sBackupTargetSpec(ttl="72h", include_namespaces=["a"])
        copy = plain_copy(MappingProxyType({"spec": spec, "list": (1, (2,))}))
        assert copy == {"spec": spec.model_dump(), "list": [1, [2]]}
        assert isinstance(copy, dict)

    def test_a_text_is_what_it_holds_whatever_it_shows(self) -> None:
        copy: Any = plain_copy({Kind.CLAIMS: [Kind.CLAIMS]})
        ((key, [item]),) = copy.items()
        assert key == item == "persistentvolumeclaims"
        assert type(key) is type(item) is str

    def test_a_key_that_is_no_text_stays_to_be_refused(self) -> None:
        assert plain_copy({1: {None: "a"}}) == {1: {None: "a"}}

    def test_what_nests_deeper_than_six_levels_is_left_out(self) -> None:
        lists, dicts = "[" * 9 + "]" * 9, '{"a":' * 9 + "1" + "}" * 9
        assert plain_copy(json.loads(lists)) == json.loads("[" * 7 + "]" * 7)
        assert plain_copy(json.loads(dicts)) == json.loads('{"a":' * 6 + "{}" + "}" * 6)


class TestFollower:
    """A unit that does not lead writes nothing, and shows what is so."""

    @staticmethod
    def status_of(spec: SpecSource, *relations: ops.testing.Relation) -> object:
        state = run(charm_of(spec), state_of(*relations, leader=False))
        for relation in relations:
            assert databag_after(state, relation) == {}
        return state.unit_status

    def test_with_a_relation_the_leader_publishes(self) -> None:
        status = self.status_of({}, relation_for_provider("backup"))
        assert status == ops.ActiveStatus("the leader publishes the backup target")

    def test_it_waits_for_a_relation_of_any_of_several_endpoints(self) -> None:
        several = type("Charm", (charm_of({}),), {"endpoints": ("backup", "source")})
        assert run(several, state_of(leader=False)).unit_status == ops.WaitingStatus(
            "no backup charm is related to backup or source"
        )

    def test_without_a_relation_it_waits_as_the_leader_does(self) -> None:
        assert self.status_of({}) == ops.WaitingStatus("no backup charm is related to backup")

    def test_of_an_invalid_spec_it_is_blocked_as_the_leader_is(self) -> None:
        status = self.status_of({"ttl": "3 days"}, relation_for_provider("backup"))
        assert isinstance(status, ops.BlockedStatus)

    def test_what_the_leader_logs_of_it_is_not_logged_once_more(self) -> None:
        test = context(charm_of({"ttl": "3 days"}))
        test.run(test.on.config_changed(), state_of(leader=False))
        assert [line for line in test.juju_log if line.level == "ERROR"] == []

    def test_where_nothing_is_wanted_it_says_so(self) -> None:
        status = self.status_of(None, relation_for_provider("backup"))
        assert status == ops.ActiveStatus("nothing to back up")


class TestStatusOfTheLeader:
    """In each hook what is so now."""

    def test_it_is_published(self) -> None:
        first, second = (relation_for_provider("backup") for _ in range(2))
        state = run(charm_of({}), state_of(first, second))
        names = " and ".join(f"backup:{each.id}" for each in sorted((first, second), key=str))
        assert isinstance(state.unit_status, ops.ActiveStatus)
        assert sorted(state.unit_status.message.removeprefix("published to ").split(", ")) == (
            sorted(names.split(" and "))
        )
        later = run(charm_of({}), state, "update_status")
        assert later.unit_status == state.unit_status

    def test_after_the_last_relation_is_removed_it_waits(self) -> None:
        relation = relation_for_provider("backup", databag=databag_of())
        test = context(charm_of({}))
        state = test.run(test.on.relation_broken(relation), state_of(relation))
        assert state.unit_status == ops.WaitingStatus("no backup charm is related to backup")

    def test_a_spec_that_was_mended_in_another_hook_is_not_published_yet(self) -> None:
        state = run(charm_of({}), state_of(relation_for_provider("backup")), "update_status")
        assert state.unit_status == ops.WaitingStatus("the backup target is not published yet")

    def test_a_relation_that_is_gone_holds_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        relation = relation_for_provider("backup")
        forget(monkeypatch, relation.id, "ERROR permission denied")
        other = relation_for_provider("backup")
        state = run(charm_of({}), state_of(relation))
        gone = f"backup:{relation.id}"
        assert state.unit_status == ops.WaitingStatus(
            f"the relation to the backup charm is gone: {gone}"
        )
        state = run(charm_of({}), state_of(relation, other))
        assert state.unit_status == ops.ActiveStatus(
            f"published to backup:{other.id}; gone: {gone}"
        )

    def test_what_is_gone_is_named_where_nothing_is_published_yet(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gone, other = relation_for_provider("backup"), relation_for_provider("backup")
        forget(monkeypatch, gone.id, "ERROR permission denied")
        state = run(charm_of({}), state_of(gone, other), "update_status")
        assert state.unit_status == ops.WaitingStatus(
            f"the backup target is not published yet; gone: backup:{gone.id}"
        )

    @pytest.mark.parametrize("is_related", [True, False])
    def test_nothing_is_wanted(self, *, is_related: bool) -> None:
        relations = [relation_for_provider("backup", databag=databag_of())] if is_related else []
        state = run(charm_of(lambda: None), state_of(*relations))
        assert state.unit_status == ops.ActiveStatus("nothing to back up")


class TestInvalidSpec:
    """Nothing is raised, nothing is published, what was published stays."""

    @staticmethod
    def invalid(how: str) -> Callable[[], Any]:
        def from_models() -> BaseModel:
            return write.K8sBackupTargetSpec(ttl="3 days")

        def from_contract() -> BaseModel:
            raise ContractError([Issue("/ttl", "pattern", TTL_REFUSED)])

        ways: dict[str, Callable[[], Any]] = {
            "ValidationError": from_models,
            "ContractError": from_contract,
            "mapping": lambda: {"ttl": "3 days"},
        }
        return ways[how]

    @pytest.mark.parametrize("how", ["ValidationError", "ContractError", "mapping"])
    def test_it_is_in_issues_status_and_log(self, how: str) -> None:
        relation = relation_for_provider("backup", databag={**databag_of(ttl="1h"), **OTHER})
        test = context(charm_of(self.invalid(how)))
        with test(test.on.config_changed(), state_of(relation)) as manager:
            state = manager.run()
            issues = manager.charm.provider.issues
        assert [(issue.path, issue.rule) for issue in issues] == [("/ttl", "pattern")]
        assert databag_after(state, relation) == {**databag_of(ttl="1h"), **OTHER}
        assert isinstance(state.unit_status, ops.BlockedStatus)
        assert state.unit_status.message == f"invalid backup target: /ttl {TTL_REFUSED}"
        errors = [line.message for line in test.juju_log if line.level == "ERROR"]
        assert len(errors) == 1
        assert errors[0] == f"backup target not published: /ttl {TTL_REFUSED}"

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
        ("names", "named"),
        [
            ({"a"}, "an instance of set"),
            ("abc", '"abc"'),
            ((name for name in ["a"]), "an instance of generator"),
            (frozenset({"a"}), "an instance of frozenset"),
        ],
    )
    def test_what_is_not_a_list_is_refused(self, names: object, named: str) -> None:
        state = run(charm_of({"include_namespaces": names}), state_of())
        assert state.unit_status.message == (
            "invalid backup target: /include_namespaces must be of type array or null, "
            f"not {named}"
        )

    def test_status_is_blocked_in_every_hook_until_it_is_mended(self) -> None:
        charm = charm_of(lambda: {"ttl": "3 days"})
        assert isinstance(run(charm, state_of(), "update_status").unit_status, ops.BlockedStatus)
        mended = run(charm_of({"ttl": "3d"}), state_of(), "update_status")
        assert isinstance(mended.unit_status, ops.WaitingStatus)

    def test_what_another_model_refuses_keeps_its_name_and_message(self) -> None:
        class Config(BaseModel):
            size: int

        def from_config() -> dict[str, object]:
            return dict(Config.model_validate({"size": "a\nb"}))

        test = context(charm_of(from_config))
        with test(test.on.config_changed(), state_of()) as manager:
            (issue,) = manager.charm.provider.issues
        assert (issue.path, issue.rule) == ("/size", "int_parsing")
        assert "integer" in issue.message

    def test_what_another_model_refuses_in_our_words_keeps_them(self) -> None:
        def refuse(_: int) -> int:
            raise PydanticCustomError("type", "must be even")

        class Config(BaseModel):
            size: Annotated[int, AfterValidator(refuse)]

        (issue,) = judge(lambda: dict(Config(size=3))).issues
        assert (issue.path, issue.rule, issue.message) == ("/size", "type", "must be even")

    def test_a_class_without_parentheses_does_not_ask_for_everything(self) -> None:
        for spec in (write.K8sBackupTargetSpec, lambda: write.K8sBackupTargetSpec):
            state = run(charm_of(spec), state_of(relation_for_provider("backup")))  # pyright: ignore[reportArgumentType]
            assert state.unit_status.message == (
                "invalid backup target: the value must be of type object, not the class "
                "K8sBackupTargetSpec: write K8sBackupTargetSpec() to make one"
            )

    @pytest.mark.parametrize(
        ("spec", "message"),
        [
            (
                {"exclude_namespace": ["kube-system"]},
                (
                    'the value has the unknown field "exclude_namespace": '
                    "write exclude_namespaces, or remove it"
                ),
            ),
            (
                {"ttl": 1, "includeNamespaces": ["a"], "schedule": "@daily"},
                (
                    'the value has the unknown field "includeNamespaces": '
                    "write include_namespaces, or remove it (and 2 more)"
                ),
            ),
            (
                {"schedule": "@daily"},
                'the value has the unknown field "schedule": correct its spelling or remove it',
            ),
            (
                {"include_namespaces": {"length": 1}},
                "/include_namespaces must be of type array or null, not an object",
            ),
            (
                {"include_resources": ["a", [1]]},
                "/include_resources/1 must be of type string, not a list",
            ),
            (
                {"include_resources": [True]},
                "/include_resources/0 must be of type string, not true",
            ),
            (
                {"include_resources": [False]},
                "/include_resources/0 must be of type string, not false",
            ),
            (
                {"label_selector": {"a/b": None}},
                "/label_selector/a~1b must be of type string, not null",
            ),
            (
                {"label_selector": {"a/b~c": 1}},
                "/label_selector/a~1b~0c must be of type string, not 1",
            ),
            ([1], "the value must be of type object, not a list"),
            ({"ttl": 10**5000}, "/ttl must be of type string or null, not a number"),
        ],
    )
    def test_the_message_has_what_was_refused_and_what_may_be_meant(
        self, spec: Json, message: str
    ) -> None:
        state = run(charm_of(lambda: spec), state_of())
        assert state.unit_status.message == f"invalid backup target: {message}"

    def test_a_model_says_the_same_of_what_it_refuses(self) -> None:
        fields: Json = {
            "ttl": "24H",
            "include_namespace": ["a"],
            "include_resources": ["a", 2],
            "label_selector": {"a/b": 1, "c": None},
        }
        by_model = run(charm_of(lambda: write.K8sBackupTargetSpec(**fields)), state_of())
        assert by_model.unit_status == run(charm_of(fields), state_of()).unit_status
        assert (
            "write include_namespaces, or remove it (and 4 more)" in by_model.unit_status.message
        )
        model = write.K8sBackupTargetSpec
        refused: list[Json] = [fields, [1]]
        for value in refused:
            assert judge(lambda: model.model_validate(value)).issues == judge(value).issues  # noqa: B023

    def test_a_text_of_sixty_characters_is_shown_whole_and_a_longer_one_is_cut(self) -> None:
        for text, shown in (("x" * 60, "x" * 60), ("x" * 61, f"{'x' * 60}…")):
            (issue,) = judge({"ttl": text}).issues
            assert issue.message.endswith(f', not "{shown}"')

    def test_an_error_that_has_no_text_is_told_all_the_same(self) -> None:
        class SilentError(Exception):
            def __str__(self) -> str:
                raise RuntimeError

        class Hostile(dict[str, object]):
            def items(self) -> Any:
                raise SilentError

        assert judge(Hostile()).issues == (
            Issue(
                "",
                "unreadable",
                "could not be read (an error without a text)",
                "pass plain data",
            ),
        )

    def test_a_value_that_holds_itself_or_nests_deeply_is_refused(self) -> None:
        cyclic: dict[str, Any] = {}
        cyclic.update({"a": cyclic, "b": [cyclic]})
        deep: list[Any] = []
        for _ in range(100_000):
            deep = [deep]
        for labels in (cyclic, {"a": deep}):
            state = run(charm_of({"label_selector": labels}), state_of())
            assert "/label_selector/a must be of type string" in state.unit_status.message

    def test_what_raises_when_it_is_read_is_refused(self) -> None:
        class Hostile(dict[str, object]):
            def items(self) -> Any:
                raise RuntimeError("boom\n")

        relation = relation_for_provider("backup", databag=databag_of())
        for spec in (Hostile(), {"label_selector": Hostile()}):
            state = run(charm_of(spec), state_of(relation))
            assert databag_after(state, relation) == databag_of()
            assert state.unit_status.message == (
                "invalid backup target: the value could not be read (RuntimeError: boom ): "
                "pass plain data"
            )

    def test_a_field_is_read_once(self) -> None:
        class Changing(Mapping[str, object]):
            reads = 0

            def __getitem__(self, _: str) -> object:
                self.reads += 1
                return "24h" if self.reads == 1 else "anything"

            def __iter__(self) -> Iterator[str]:
                return iter(["ttl"])

            def __len__(self) -> int:
                return 1

        relation = relation_for_provider("backup")
        spec = Changing()
        test = context(charm_of(lambda: spec))
        with test(test.on.relation_created(relation), state_of(relation)) as manager:
            outcome = manager.charm.provider.publish()
            assert spec.reads == 1
            assert outcome.status == "published"

    @pytest.mark.parametrize("fault", [KeyError("a"), ValueError("a")])
    def test_a_fault_of_the_charm_is_raised(self, fault: Exception) -> None:
        def fail() -> None:
            raise fault

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
        test, relation = context(charm), relation_for_provider("backup")
        test.run(test.on.action("withdraw"), state_of(relation))
        (outcome,) = charm.outcomes
        assert outcome.status == "unchanged"
        assert [each.status for each in outcome.relations] == ["absent"]
        assert str(outcome) == f"nothing to withdraw from backup:{relation.id}"


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

    def test_up_to_three_relations_are_named(self) -> None:
        relations = [relation_for_provider("backup") for _ in range(3)]
        outcome = str(self.outcome({"include_namespaces": ["a"]}, state_of(*relations)))
        named = outcome.removeprefix("published to ").split(", ")
        assert sorted(named) == sorted(f"backup:{each.id}" for each in relations)

    def test_where_nothing_is_wanted_it_is_withdrawn_or_that_is_why_it_is_skipped(self) -> None:
        relation = relation_for_provider("backup", databag=databag_of())
        assert self.outcome(None, state_of(relation)).status == "withdrawn"
        for state in (state_of(), state_of(relation, leader=False)):
            skipped = self.outcome(None, state)
            assert (skipped.status, skipped.reason) == ("skipped", "nothing-wanted")
            assert str(skipped) == "skipped: nothing is to be backed up"

    def test_many_relations_are_counted(self) -> None:
        state = state_of(*(relation_for_provider("backup") for _ in range(4)))
        spec = {"include_namespaces": ["a"]}
        assert str(self.outcome(spec, state)) == "published to 4 relations"

    def test_it_says_why_nothing_happened(self) -> None:
        relation = relation_for_provider("backup")
        unrelated = self.outcome({}, state_of())
        assert (unrelated.status, unrelated.reason) == ("skipped", "no-relation")
        assert str(unrelated) == "skipped: nothing is related to backup"
        several = type("Charm", (charm_of({}),), {"endpoints": ("backup", "source")})
        test = context(several)
        test.run(test.on.action("publish"), state_of())
        assert str(several.outcomes[-1]) == "skipped: nothing is related to backup or source"
        follower = self.outcome({}, state_of(relation, leader=False))
        assert str(follower) == "skipped: this unit is not the leader"
        refused = self.outcome({"ttl": 1}, state_of(relation))
        assert str(refused) == "refused: /ttl must be of type string or null, not 1"


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


def test_a_relation_that_ops_does_not_find_is_gone() -> None:
    assert is_relation_gone(ops.RelationNotFoundError("whatever it says"))


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


@pytest.mark.parametrize(("spec", "done"), [({}, "published to"), (None, "withdrawn from")])
def test_what_is_written_is_logged(spec: SpecSource, done: str) -> None:
    relation = relation_for_provider("backup", databag={} if spec == {} else databag_of())
    test = context(charm_of(spec))
    test.run(test.on.config_changed(), state_of(relation))
    logged = [line.message for line in test.juju_log if line.level == "INFO"]
    assert [line.partition(";")[0] for line in logged] == [
        f"backup target {done} backup:{relation.id}"
    ]


def test_nothing_is_logged_where_nothing_is_written(caplog: pytest.LogCaptureFixture) -> None:
    relation = relation_for_provider("backup", databag=databag_of())
    with caplog.at_level(logging.DEBUG, logger="k8s_backup_target"):
        run(charm_of({}), state_of(relation))
    assert [record for record in caplog.records if "k8s_backup_target" in record.name] == []
