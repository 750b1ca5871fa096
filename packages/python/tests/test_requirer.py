"""K8sBackupTargetRequirer."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import ops
import ops.testing
import pytest
from charms import RequirerCharm, context, forget, relation_in
from harnessed import harnessed
from hypothesis import given
from hypothesis import strategies as st
from vectors import Json, json_values

from k8s_backup_target import Issue
from k8s_backup_target.charm import (
    K8sBackupTargetRequirer,
    RelatedIssue,
    RelatedTarget,
    TargetsChangedEvent,
    read_databag,
)
from k8s_backup_target.testing import relation_for_requirer

AnswerT = TypeVar("AnswerT")

KEY = ("db", "backup", "prod")
PROD = ops.testing.Model(name="prod")
REMOTE = "remote-" + "0a" * 16
"""As Juju shows the offering side an application of another model."""


def target(app: str = "db", **spec: Json) -> dict[str, Json]:
    return {"app": app, "relation_name": "backup", "model": "prod", "spec": spec}


def source(app: str, *targets: Json, endpoint: str = "source") -> ops.testing.Relation:
    return relation_for_requirer(endpoint, targets=targets, remote_app_name=app)


def state_of(*relations: ops.testing.Relation, leader: bool = False) -> ops.testing.State:
    return ops.testing.State(leader=leader, model=PROD, relations=relations)


def ask(
    state: ops.testing.State,
    question: Callable[[K8sBackupTargetRequirer], AnswerT],
    charm: type[RequirerCharm] = RequirerCharm,
) -> AnswerT:
    """The answer of the requirer in a hook."""
    test = context(charm)
    with test(test.on.update_status(), state) as manager:
        requirer: K8sBackupTargetRequirer = manager.charm.requirer
        return question(requirer)


class QuietCharm(ops.CharmBase):
    """A requirer that reads nothing of its own accord."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.requirer = K8sBackupTargetRequirer(self, "source")


def ttl_of_key(requirer: K8sBackupTargetRequirer) -> str | None:
    spec = requirer.get_backup_spec(*KEY)
    return None if spec is None else spec.ttl


def found(related: RelatedTarget) -> tuple[str, str, str, bool]:
    app = related.relation.app.name
    return app, related.path, related.target.spec.ttl or "", related.is_duplicate


class TestTargets:
    """`targets` and `issues`."""

    def test_good_targets_survive_bad_ones_beside_them(self) -> None:
        databag = {
            "backup_targets": '[{"app": "db", "relation_name": "backup", "model": "prod", "spec":'
            ' {"ttl": "1h"}}, {"app": 1, "relation_name": "b", "model": "m", "spec": {}}]'
        }
        relation = relation_for_requirer("source", remote_app_name="db", databag=databag)
        state = state_of(relation)
        assert ask(state, lambda r: [found(each) for each in r.targets]) == [
            ("db", "/backup_targets/0", "1h", False)
        ]
        (issue,) = ask(state, lambda r: r.issues)
        assert (issue.path, issue.rule, issue.severity, issue.refused) == (
            "/backup_targets/1/app",
            "type",
            "error",
            True,
        )
        assert issue.relation.id == relation.id

    def test_the_first_of_several_with_the_same_key_wins(self) -> None:
        targets = (target(ttl="1h"), target(ttl="2h"))
        state = state_of(source("db", *targets))
        assert ask(state, lambda r: [found(each) for each in r.targets]) == [
            ("db", "/backup_targets/0", "1h", False),
            ("db", "/backup_targets/1", "2h", True),
        ]
        (issue,) = ask(state, lambda r: r.issues)
        assert (issue.rule, issue.severity, issue.refused, issue.path) == (
            "duplicate",
            "warning",
            False,
            "/backup_targets/1",
        )
        assert ask(state, ttl_of_key) == "1h"

    @pytest.mark.parametrize("first", ["db", "thief"])
    def test_the_owner_wins_whatever_the_order(self, first: str) -> None:
        second = "thief" if first == "db" else "db"
        ttl = {"db": "1h", "thief": "2h"}
        state = state_of(*(source(app, target(ttl=ttl[app])) for app in (first, second)))
        assert ask(state, lambda r: [found(each) for each in r.targets]) == [
            ("db", "/backup_targets/0", "1h", False)
        ]
        (issue,) = ask(state, lambda r: r.issues)
        assert (issue.rule, issue.severity, issue.refused) == ("claimed-by-owner", "error", True)
        assert issue.relation.app.name == "thief"
        assert ask(state, ttl_of_key) == "1h"
        assert isinstance(ask(state, lambda r: r.status()), ops.BlockedStatus)

    def test_owners_are_compared_across_endpoints(self) -> None:
        charm = type("Charm", (RequirerCharm,), {"endpoints": ("source", "other-source")})
        state = state_of(
            source("thief", target(ttl="2h")),
            source("db", target(ttl="1h"), endpoint="other-source"),
        )
        assert ask(state, lambda r: [found(each)[0] for each in r.targets], charm) == ["db"]

    def test_the_name_of_an_application_of_another_model_is_not_held_against_it(self) -> None:
        assert ask(state_of(source(REMOTE, target())), lambda r: len(r.targets)) == 1
        both = state_of(source("db", target()), source(REMOTE, target()))
        duplicates = ask(
            both, lambda r: {each.relation.app.name: found(each)[3] for each in r.targets}
        )
        assert duplicates == {"db": False, REMOTE: True}

    def test_what_was_accepted_is_linted_with_pointers_into_the_databag(self) -> None:
        (issue,) = ask(state_of(source("db", target(ttl="0s"))), lambda r: r.issues)
        assert (issue.path, issue.rule, issue.severity) == (
            "/backup_targets/0/spec/ttl",
            "ttl-zero",
            "warning",
        )
        assert issue.remedy == "set ttl to null, or to a positive length"
        assert issue.refused is False

    def test_no_more_than_a_thousand_issues_of_a_relation_are_listed(self) -> None:
        many = source("db", target(include_namespaces=["-"] * 5000))
        issues = ask(state_of(many, source("web", target("web", ttl="0s"))), lambda r: r.issues)
        assert len(issues) == 1000 + 1 + 1
        assert [issue.rule for issue in issues].count("too-many-issues") == 1
        assert [issue.rule for issue in issues].count("ttl-zero") == 1

    def test_no_more_than_ten_thousand_issues_are_listed_in_all(self) -> None:
        databag = {"backup_targets": json.dumps([0] * 1500)}
        sources = [
            relation_for_requirer("source", databag=databag, remote_app_name=f"app-{number}")
            for number in range(12)
        ]
        issues = ask(state_of(*sources), lambda r: r.issues)
        assert len(issues) == 10_001
        rests = [issue for issue in issues if issue.rule == "too-many-issues"]
        assert [(issue.severity, issue.refused) for issue in rests] == [("error", True)] * 10
        assert {issue.path for issue in rests} == {""}
        assert len({issue.relation.id for issue in rests}) == 10
        assert (rests[-1].message, rests[-1].remedy) == (
            "has more than 10000 issues; the rest are not listed",
            "correct the listed ones first",
        )

    def test_a_name_is_free_while_its_owner_does_not_claim_it(self) -> None:
        state = state_of(source("operator", target("db"), target("web")))
        assert ask(state, lambda r: len(r.targets)) == 2
        assert ask(state, lambda r: r.issues) == ()


class TestClaims:
    """What is said of a claim that does not count, and of which relation."""

    @staticmethod
    def said(*relations: ops.testing.Relation) -> list[tuple[str, ...]]:
        """Of each issue: the application, the path, the rule, the message and the remedy."""
        issues = ask(state_of(*relations), lambda r: r.issues)
        return [
            (issue.relation.app.name, issue.path, issue.rule, issue.message, issue.remedy or "")
            for issue in issues
            if issue.rule != "type"
        ]

    def test_of_the_owners_target(self) -> None:
        assert self.said(source("db", target()), source("thief", target("thief"), target())) == [
            (
                "thief",
                "/backup_targets/1",
                "claimed-by-owner",
                "claims the target of db, which is related itself",
                "publish only targets of the application thief",
            )
        ]

    def test_of_another_model(self) -> None:
        theirs = {**target(), "model": "theirs"}
        assert self.said(source("thief", theirs)) == [
            (
                "thief",
                "/backup_targets/0",
                "claims-other-model",
                "claims a target of the model theirs, in which thief does not run",
                "publish the name of the own model as model",
            )
        ]

    def test_of_a_target_whose_owner_publishes_none(self) -> None:
        assert self.said(source("db"), source(REMOTE, target())) == [
            (
                REMOTE,
                "/backup_targets/0",
                "yields-to-owner",
                (
                    "names the application db, whose own relation decides, and which publishes "
                    "no valid target now"
                ),
                "correct what db publishes, or remove its relation",
            )
        ]

    def test_of_a_target_that_is_refused_in_a_relation_which_decides(self) -> None:
        refused = {"backup_targets": json.dumps([{**target(), "spec": 1}])}
        first = dataclasses.replace(source("first"), id=1002, remote_app_data=refused)
        second = dataclasses.replace(source(REMOTE, target()), id=1010)
        assert self.said(first, second) == [
            (
                REMOTE,
                "/backup_targets/0",
                "yields-to-refused",
                (
                    "has the app, relation_name and model of an entry in source:1002, which "
                    "decides and is refused now"
                ),
                "correct that entry, or remove its relation",
            )
        ]

    @pytest.mark.parametrize("layout", ["list", "flat"])
    def test_of_a_target_that_another_relation_has_as_well(self, layout: str) -> None:
        flat = {**target(), "spec": "{}"}
        databag = flat if layout == "flat" else source("db", target()).remote_app_data
        owner = relation_for_requirer("source", remote_app_name="db", databag=databag)
        where = "the target" if layout == "flat" else "/backup_targets/0"
        assert self.said(owner, source(REMOTE, target("web"), target())) == [
            (
                REMOTE,
                "/backup_targets/1",
                "duplicate",
                (
                    f"has the app, relation_name and model of {where} in source:{owner.id}, "
                    "which counts"
                ),
                "publish each target once",
            )
        ]

    def test_that_there_are_more_duplicates_than_are_listed(self) -> None:
        text = json.dumps([target()] * 1002)
        databag = {"backup_targets": text}
        relation = relation_for_requirer("source", remote_app_name="db", databag=databag)
        rules = [issue.rule for issue in ask(state_of(relation), lambda r: r.issues)]
        assert rules == ["duplicate"] * 1000 + ["too-many-issues"]


def test_an_issue_of_a_relation_says_all_that_the_issue_says() -> None:
    relation: Any = source("db")
    issue = Issue("/a", "type", "message", "remedy", "key", "suggestion")
    related = RelatedIssue.of(issue, relation, "warning", refused=True)
    for field in dataclasses.fields(issue):
        assert getattr(related, field.name) == getattr(issue, field.name)
    assert (related.relation, related.severity, related.refused) == (relation, "warning", True)


class TestAbsence:
    """Relations without a target."""

    def test_there_is_nothing_without_relations(self) -> None:
        assert ask(state_of(), lambda r: (r.targets, r.issues, r.is_ready)) == ((), (), False)
        assert ask(state_of(), lambda r: r.get_backup_spec(*KEY)) is None

    def test_a_databag_that_is_empty_is_not_wrong(self) -> None:
        state = state_of(relation_for_requirer("source", databag={}))
        assert ask(state, lambda r: (r.targets, r.issues)) == ((), ())

    def test_a_relation_that_is_gone_is_skipped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        gone, there = source("web", target("web")), source("db", target())
        forget(monkeypatch, gone.id, "ERROR permission denied")
        state = state_of(gone, there)
        assert ask(state, lambda r: [found(each)[0] for each in r.targets]) == ["db"]
        assert ask(state, lambda r: r.get_backup_spec("web", "backup", "prod")) is None
        assert ask(state, lambda r: r.is_ready)

    @pytest.mark.parametrize(
        "message",
        [
            "ERROR connection is shut down",
            "ERROR dial unix /agents/unit-a-0/agent.socket: connect: permission denied",
            "ERROR fork/exec /usr/bin/juju-exec: permission denied",
            "ERROR open /agents/unit-a-0/agent.conf: permission denied",
        ],
    )
    def test_any_other_failure_is_raised(
        self, message: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        relation = source("db", target())
        forget(monkeypatch, relation.id, message)
        with pytest.raises((ops.ModelError, ops.testing.errors.UncaughtCharmError), match=message):
            ask(state_of(relation), lambda r: r.targets)

    def test_a_relation_without_an_application_is_skipped(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_application(self: ops.Relation, *args: Any, **options: Any) -> None:
            real(self, *args, **options)
            self.app = None  # pyright: ignore[reportAttributeAccessIssue]

        real: Any = ops.Relation.__init__
        monkeypatch.setattr(ops.Relation, "__init__", no_application)
        state = state_of(source("db", target()))
        assert ask(state, lambda r: (r.targets, r.is_ready)) == ((), False)
        assert ask(state, lambda r: r.get_backup_spec(*KEY)) is None

    def test_a_relation_without_an_application_may_be_the_owners(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_owner(self: ops.Relation, *args: Any, **options: Any) -> None:
            real(self, *args, **options)
            if self.app.name == "db":
                self.app = None  # pyright: ignore[reportAttributeAccessIssue]

        state = state_of(source("db", target()), source(REMOTE, target()))
        real: Any = ops.Relation.__init__
        monkeypatch.setattr(ops.Relation, "__init__", no_owner)
        assert ask(state, lambda r: [found(each)[3] for each in r.targets]) == [True]

    def test_the_relation_that_is_being_broken_is_left_out(self) -> None:
        relation = source("db", target())
        test = context(RequirerCharm)
        with test(test.on.relation_broken(relation), state_of(relation)) as manager:
            assert manager.charm.requirer.targets == ()


class TestTargetsChanged:
    """The custom event."""

    @staticmethod
    def emitted(test: Any) -> int:
        return sum(isinstance(event, TargetsChangedEvent) for event in test.emitted_events)

    def test_it_comes_when_a_target_comes_changes_and_goes(self) -> None:
        relation = source("db", target(ttl="1h"))
        state = state_of(relation)
        for databag in (
            relation.remote_app_data,
            source("db", target(ttl="2h")).remote_app_data,
            {"backup_targets": "[]"},
        ):
            test = context(RequirerCharm)
            changed = relation_in(state, relation)
            object.__setattr__(changed, "remote_app_data", dict(databag))
            state = test.run(test.on.relation_changed(changed), state)
            assert self.emitted(test) == 1

    def test_it_does_not_come_when_a_unit_joins_or_another_key_changes(self) -> None:
        relation = source("db", target())
        test = context(RequirerCharm)
        state = test.run(test.on.relation_changed(relation), state_of(relation))
        again = context(RequirerCharm)
        changed = relation_in(state, relation)
        object.__setattr__(changed, "remote_app_data", {**changed.remote_app_data, "x": "y"})
        again.run(again.on.relation_changed(changed), state)
        assert self.emitted(test) == 1
        assert self.emitted(again) == 0

    def test_a_relation_that_did_not_change_leaves_the_others_unread(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        relation, other = source("db", target()), source("web", target("web"))
        test = context(QuietCharm)
        state = test.run(test.on.relation_changed(relation), state_of(relation, other))
        assert self.emitted(test) == 1
        forget(monkeypatch, other.id, "ERROR connection is shut down")
        again = context(QuietCharm)
        again.run(again.on.relation_changed(relation_in(state, relation)), state)
        assert self.emitted(again) == 0

    def test_a_relation_that_holds_nothing_yet_leaves_the_others_unread(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other, new = source("web", target("web")), relation_for_requirer("source", databag={})
        test = context(QuietCharm)
        state = test.run(test.on.relation_changed(other), state_of(other))
        forget(monkeypatch, other.id, "ERROR connection is shut down")
        again = context(QuietCharm)
        relations = [relation_in(state, other), new]
        again.run(again.on.relation_changed(new), dataclasses.replace(state, relations=relations))
        assert self.emitted(again) == 0

    def test_it_comes_when_a_target_in_the_flat_layout_changes(self) -> None:
        flat = {"app": "db", "relation_name": "backup", "model": "prod"}
        relation = relation_for_requirer("source", databag={**flat, "spec": "{}"})
        test = context(RequirerCharm)
        state = test.run(test.on.relation_changed(relation), state_of(relation))
        changed = relation_in(state, relation)
        databag = {**flat, "spec": '{"ttl": "1h"}'}
        object.__setattr__(changed, "remote_app_data", databag)
        again = context(RequirerCharm)
        again.run(again.on.relation_changed(changed), state)
        assert [self.emitted(test), self.emitted(again)] == [1, 1]

    def test_it_comes_when_an_owner_takes_its_target_back(self) -> None:
        thief, owner = source("web", target("db", ttl="1h")), source("db")
        test = context(RequirerCharm)
        state = test.run(test.on.relation_changed(thief), state_of(thief, owner))
        published = relation_in(state, owner)
        databag = source("db", target("db", ttl="2h")).remote_app_data
        object.__setattr__(published, "remote_app_data", dict(databag))
        again = context(RequirerCharm)
        state = again.run(again.on.relation_changed(published), state)
        assert self.emitted(again) == 1
        left = context(RequirerCharm)
        left.run(left.on.relation_broken(relation_in(state, owner)), state)
        assert self.emitted(left) == 1

    def test_it_comes_once_for_what_changed_in_several_relations(self) -> None:
        relation, other = source("db", target()), source("web", target("web"))
        state = state_of(relation, other)
        counts: list[int] = []
        for changed in (relation, other):
            test = context(RequirerCharm)
            state = test.run(test.on.relation_changed(relation_in(state, changed)), state)
            counts.append(self.emitted(test))
        assert counts == [1, 0]

    def test_it_comes_when_a_relation_is_broken(self) -> None:
        relation = source("db", target())
        test = context(RequirerCharm)
        state = test.run(test.on.relation_changed(relation), state_of(relation))
        again = context(RequirerCharm)
        again.run(again.on.relation_broken(relation_in(state, relation)), state)
        assert self.emitted(again) == 1


class TestStatus:
    """For `collect_unit_status`."""

    def test_it_waits_for_targets(self) -> None:
        expected = ops.WaitingStatus("no application asks for a backup")
        assert ask(state_of(), lambda r: r.status()) == expected

    def test_it_counts_targets(self) -> None:
        one = state_of(source("db", target()))
        assert ask(one, lambda r: r.status()) == ops.ActiveStatus("1 backup target")
        two = state_of(source("db", target()), source("web", target("web")))
        assert ask(two, lambda r: r.status()) == ops.ActiveStatus("2 backup targets")

    def test_it_names_one_that_was_refused(self) -> None:
        databag = {"backup_targets": json.dumps([target(), 1])}
        relation = relation_for_requirer("source", remote_app_name="db", databag=databag)
        assert ask(state_of(relation), lambda r: r.status()) == ops.BlockedStatus(
            f"1 backup target; db in source:{relation.id}: "
            "/backup_targets/1 must be of type object"
        )

    def test_it_names_the_first_that_was_refused_in_one_line(self) -> None:
        bad = json.dumps([target(label_selector={"a\nb": 1}), 2])
        relation = relation_for_requirer(
            "source", remote_app_name="web", databag={"backup_targets": bad}
        )
        status = ask(state_of(relation), lambda r: r.status())
        assert status == ops.BlockedStatus(
            f"0 backup targets; web in source:{relation.id}: "
            "/backup_targets/0/spec/label_selector/a b must be of type string (and 1 more)"
        )


def watch_reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The relations whose databags are read, each of which costs a hook command."""
    read: list[int] = []
    content: Any = ops.RelationDataContent
    real = content._load  # noqa: SLF001

    def load(self: Any) -> Any:
        read.append(self.relation.id)
        return real(self)

    monkeypatch.setattr(content, "_load", load)
    return read


def test_is_ready_reads_no_further_than_the_first_target(monkeypatch: pytest.MonkeyPatch) -> None:
    read = watch_reads(monkeypatch)
    state = state_of(*(source(app, target(app)) for app in ("a", "b", "c")))
    assert ask(state, lambda r: (r.is_ready, len(read))) == (True, 1)


def test_is_ready_looks_past_relations_that_are_gone_or_hold_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    apps = [source("gone"), source("silent"), source("a", target("a")), source("b", target("b"))]
    relations = [dataclasses.replace(each, id=number) for number, each in enumerate(apps, 1)]
    forget(monkeypatch, 1, "ERROR permission denied")
    read = watch_reads(monkeypatch)
    assert ask(state_of(*relations), lambda r: (r.is_ready, {3, 4} <= set(read))) == (True, False)


def test_another_applications_target_makes_it_not_ready() -> None:
    assert not ask(state_of(source("thief", target()), source("db")), lambda r: r.is_ready)


def test_of_an_applications_targets_the_spec_of_the_endpoint_is_got() -> None:
    of_another_endpoint = {**target(ttl="1h"), "relation_name": "archive"}
    state = state_of(source("db", of_another_endpoint, target(ttl="2h")))
    for endpoint, ttl in (("archive", "1h"), ("backup", "2h")):
        spec = ask(state, lambda r, of=endpoint: r.get_backup_spec("db", of, "prod"))
        assert spec is not None
        assert spec.ttl == ttl


def test_of_another_model_the_spec_that_counts_is_got() -> None:
    theirs = [{**target(ttl=ttl), "model": "theirs"} for ttl in ("1h", "2h", "3h")]
    first, second = (source(f"remote-{digit * 32}", theirs[int(digit)]) for digit in "01")
    for relations in ((first, second), (source("db", theirs[2]), first)):
        spec = ask(state_of(*relations), lambda r: r.get_backup_spec("db", "backup", "theirs"))
        assert spec is not None
        assert spec.ttl == "1h"


def test_what_stays_as_it_is_is_read_and_compared_once() -> None:
    def check(requirer: K8sBackupTargetRequirer) -> None:
        assert requirer.get_backup_spec(*KEY) is requirer.get_backup_spec(*KEY)
        assert requirer.targets is requirer.targets

    ask(state_of(source("db", target())), check)


def test_asked_again_it_sees_what_has_changed() -> None:
    with harnessed(QuietCharm) as model:
        requirer = model.harness.charm.requirer
        for ttl in ("1h", "2h"):
            entry = {**target("remote", ttl=ttl), "model": "my-model"}
            model.receive({"backup_targets": json.dumps([entry])})
            assert [each.target.spec.ttl for each in requirer.targets] == [ttl]
        model.receive({"backup_targets": "["})
        assert requirer.targets == ()


class TestReadDatabag:
    """For what a charm reads of a relation itself."""

    @staticmethod
    def read(monkeypatch: pytest.MonkeyPatch, folder: Path, answer: str, **bag: str) -> Any:
        """What is read where relation-get answers so, or the failure."""
        command = folder / "relation-get"
        command.write_text(f"#!/bin/sh\n{answer}\n")
        command.chmod(0o755)
        relation = relation_for_requirer("source", remote_app_name="db", databag=bag)
        test = context(ops.CharmBase)
        with test(test.on.update_status(), state_of(relation)) as manager:
            monkeypatch.setenv("PATH", str(folder))
            (listed,) = manager.charm.model.relations["source"]
            try:
                return read_databag(listed, listed.app)
            except ops.ModelError as error:
                return error

    def test_what_ops_has_is_not_asked_for(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        assert self.read(monkeypatch, tmp_path, "exit 1", a="b") == {"a": "b"}

    def test_what_is_empty_is_told_from_what_is_not_shown(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        assert self.read(monkeypatch, tmp_path, "echo {}") == {}
        refused = "echo ERROR permission denied >&2; exit 1"
        assert self.read(monkeypatch, tmp_path, refused) is None

    def test_what_is_gone_is_not_asked_for(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        def fail(_: object) -> object:
            raise ops.ModelError("ERROR relation not found")

        monkeypatch.setattr(ops.RelationDataContent, "_load", fail)
        assert self.read(monkeypatch, tmp_path, "echo {}", a="b") is None

    def test_where_juju_cannot_be_asked_its_words_are_raised(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        failure = "ERROR connection is shut down"
        error = self.read(monkeypatch, tmp_path, f"echo {failure} >&2; exit 1")
        assert str(error).strip() == failure


def test_get_backup_spec_reads_the_owner_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    read = watch_reads(monkeypatch)
    relations = [source(app, target(app)) for app in ("a", "b", "c")]
    state = state_of(*relations)
    spec, reads = ask(state, lambda r: (r.get_backup_spec("b", "backup", "prod"), list(read)))
    assert spec is not None
    assert reads == [relations[1].id]


hostile = st.dictionaries(
    st.sampled_from(["backup_targets", "app", "spec", "model", "relation_name", "x"]),
    st.text() | json_values.map(str) | st.sampled_from(["[", "[" * 5000, "[{}]", '["\\ud800"]']),
)


@given(databags=st.lists(hostile, max_size=3))
def test_nothing_a_remote_writes_raises(databags: list[dict[str, str]]) -> None:
    relations = [relation_for_requirer("source", databag=databag) for databag in databags]
    state = state_of(*relations)
    answers = ask(
        state, lambda r: (r.targets, r.issues, r.is_ready, r.status(), r.get_backup_spec(*KEY))
    )
    assert all(isinstance(issue.message, str) for issue in answers[1])
