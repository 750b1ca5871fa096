"""What a requirer is told over its life, and what it may withdraw."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import ops
import ops.testing
import pytest
from charms import forget

from k8s_backup_target.charm import K8sBackupTargetRequirer, RequirerState

META = {"name": "b", "requires": {"source": {"interface": "k8s_backup_target"}}}
PROD = ops.testing.Model(name="prod")
ELSEWHERE = "11111111-1111-4111-8111-111111111111"


class Charm(ops.CharmBase):
    """Notes what it is told, and what it may withdraw then."""

    told: ClassVar[list[tuple[bool, list[str]]]] = []

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.backups = K8sBackupTargetRequirer(self, "source")
        framework.observe(self.backups.on.targets_changed, self._on_changed)

    def _on_changed(self, _: ops.EventBase) -> None:
        wanted = [each.target.app for each in self.backups.state().wanted]
        self.told.append((self.unit.is_leader(), wanted))


class Hasty(ops.CharmBase):
    """Observes hooks before it makes the requirer, so it hears of them first."""

    leaving: ClassVar[list[bool]] = []

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        events = [self.on.leader_elected, self.on.config_changed, self.on.upgrade_charm]
        of_source = self.on["source"]
        for event in (*events, of_source.relation_departed, of_source.relation_broken):
            framework.observe(event, self._on_event)
        self.backups = K8sBackupTargetRequirer(self, "source")

    def _on_event(self, _: ops.EventBase) -> None:
        self.leaving.append(self.backups.state().leaving)


@pytest.fixture(autouse=True)
def _nothing_told() -> Iterator[None]:
    yield
    Charm.told.clear()
    Hasty.leaving.clear()


def context() -> Any:
    return ops.testing.Context(Charm, meta=META, app_name="b", unit_id=0)


def bag(app: str = "db", **spec: object) -> dict[str, str]:
    target = {"app": app, "relation_name": "backup", "model": "prod", "spec": spec}
    return {"backup_targets": json.dumps([target])}


def source(app: str, databag: dict[str, str], uuid: str | None = None) -> ops.testing.Relation:
    return ops.testing.Relation(
        "source", remote_app_name=app, remote_app_data=databag, remote_model_uuid=uuid
    )


def world(*relations: ops.testing.Relation, **fields: Any) -> ops.testing.State:
    return ops.testing.State(model=PROD, relations=relations, **fields)


def state_of(*relations: ops.testing.Relation) -> RequirerState:
    test = context()
    with test(test.on.update_status(), world(*relations)) as manager:
        state: RequirerState = manager.charm.backups.state()
        return state


def juju_answers(monkeypatch: pytest.MonkeyPatch, folder: Path, answer: str) -> Path:
    """Puts a relation-get on PATH, as Juju does; returns the file with its arguments."""
    asked, command = folder / "asked", folder / "relation-get"
    command.write_text(f'#!/bin/sh\necho "$@" >> {asked}\n{answer}\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return asked


def relates(
    monkeypatch: pytest.MonkeyPatch, folder: Path, *names: str, unit: str | None = "active"
) -> None:
    """Puts a goal-state on PATH that names these applications and units at the endpoint."""
    related = {name: {"status": "joined"} for name in names}
    goals = {"units": {"b/0": {"status": unit}}, "relations": {"source": related}}
    goal_state(monkeypatch, folder, f"echo '{json.dumps(goals)}'")


def goal_state(monkeypatch: pytest.MonkeyPatch, folder: Path, answer: str) -> None:
    """Puts a goal-state on PATH, which is asked for JSON."""
    command = folder / "goal-state"
    command.write_text(f'#!/bin/sh\n[ "$*" = --format=json ] || exit 2\n{answer}\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def wanted(state: RequirerState) -> list[str]:
    return [each.relation.app.name for each in state.wanted]


def name(relation: ops.testing.Relation) -> str:
    return f"source:{relation.id}"


class TestTargetsChanged:
    """It is told whatever differs from what it was last told."""

    def told(self) -> list[list[str]]:
        return [apps for _, apps in Charm.told]

    @pytest.mark.parametrize("end", ["broken", "withdrawn"])
    def test_an_end_is_told_after_a_refresh_from_a_charm_without_state(self, end: str) -> None:
        test, relation = context(), source("db", bag())
        state = test.run(test.on.upgrade_charm(), world(relation))
        state = test.run(test.on.config_changed(), state)
        relation = state.get_relation(relation.id)
        if end == "broken":
            test.run(test.on.relation_broken(relation), state)
        else:
            relation = replace(relation, remote_app_data={})
            test.run(test.on.relation_changed(relation), replace(state, relations=[relation]))
        assert self.told() == [["db"], []]

    def test_a_lost_state_file_is_told_whatever_happened_meanwhile(self) -> None:
        test, relation = context(), source("db", bag())
        state = test.run(test.on.relation_changed(relation), world(relation))
        test.run(test.on.start(), replace(state, stored_states=[], relations=[]))
        assert self.told() == [["db"], []]

    def test_an_older_state_file_is_told_whatever_it_lacks(self) -> None:
        old = ops.testing.StoredState(
            owner_path="Charm/K8sBackupTargetRequirer[source]",
            name="_stored",
            content={"digest": "0" * 64, "digests": {}},
        )
        test, relation = context(), source("db", bag())
        state = world(relation, stored_states=[old])
        state = test.run(test.on.config_changed(), state)
        test.run(test.on.relation_broken(state.get_relation(relation.id)), state)
        assert self.told() == [["db"], []]

    def test_what_it_was_told_has_the_same_name_in_each_version(self) -> None:
        class Several(ops.CharmBase):
            def __init__(self, framework: ops.Framework) -> None:
                super().__init__(framework)
                self.backups = K8sBackupTargetRequirer(self, ["source", "second"])

        interface = {"interface": "k8s_backup_target"}
        meta = {"name": "b", "requires": {"source": interface, "second": interface}}
        test = ops.testing.Context(Several, meta=meta)
        state = test.run(test.on.start(), ops.testing.State())
        path = "Several/K8sBackupTargetRequirer[source,second]"
        stored = state.get_stored_state("_stored", owner_path=path)
        assert sorted(stored.content) == ["leaving", "pending", "seen", "told", "unsure"]

    def test_a_new_leader_is_told_the_whole(self) -> None:
        test, relation = context(), source("db", bag())
        state = test.run(test.on.relation_changed(relation), world(relation, leader=False))
        test.run(test.on.leader_elected(), replace(state, leader=True))
        assert Charm.told == [(False, ["db"]), (True, ["db"])]

    @pytest.mark.parametrize("departing", ["b/0", None])
    def test_a_leader_that_goes_is_not_told_that_all_targets_went(
        self, monkeypatch: pytest.MonkeyPatch, departing: str | None
    ) -> None:
        test, relation = context(), source("db", bag())
        state = test.run(test.on.relation_changed(relation), world(relation, leader=True))

        def departing_unit(event: ops.RelationDepartedEvent) -> ops.Unit | None:
            return event.framework.model.get_unit(departing) if departing else None

        # ops.testing can name a remote unit only.
        monkeypatch.setattr(ops.RelationDepartedEvent, "departing_unit", property(departing_unit))
        departed = test.on.relation_departed(state.get_relation(relation.id), remote_unit=0)
        state = test.run(departed, state)
        broken = state.get_relation(relation.id)
        with test(test.on.relation_broken(broken), state) as manager:
            state = manager.run()
            assert not manager.charm.backups.state().may_withdraw(name(relation))
        assert Charm.told == [(True, ["db"])]
        # Of a unit that stayed after all, a later hook tells.
        test.run(test.on.update_status(), replace(state, relations=[]))
        assert Charm.told[1:] == ([] if departing else [(True, [])])

    def test_where_no_departed_comes_the_units_that_stay_are_asked_for(self) -> None:
        test, relation = context(), source("db", bag())
        state = test.run(test.on.relation_changed(relation), world(relation, leader=True))
        state = replace(state, planned_units=0)
        state = test.run(test.on.relation_broken(state.get_relation(relation.id)), state)
        for hook in (test.on.config_changed(), test.on.upgrade_charm()):
            state = test.run(hook, replace(state, relations=[]))
        assert Charm.told == [(True, ["db"])]

    def test_nor_is_it_told_where_departed_does_not_name_the_unit_that_goes(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        test, relation = context(), source("db", bag())
        state = test.run(test.on.relation_changed(relation), world(relation, leader=True))
        state = replace(state, planned_units=0)
        nobody = property(lambda _: None)
        monkeypatch.setattr(ops.RelationDepartedEvent, "departing_unit", nobody)
        departed = test.on.relation_departed(state.get_relation(relation.id), remote_unit=0)
        state = test.run(departed, state)
        state = test.run(test.on.relation_broken(state.get_relation(relation.id)), state)
        test.run(test.on.config_changed(), replace(state, relations=[]))
        assert Charm.told == [(True, ["db"])]

    def test_a_relation_that_cannot_be_read_is_no_change(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        test, ghost, other = context(), source("db", bag()), source("web", bag("web"))
        state = test.run(test.on.relation_changed(ghost), world(ghost, other))
        with monkeypatch.context() as patch:
            forget(patch, ghost.id, "ERROR permission denied")
            state = test.run(test.on.upgrade_charm(), state)
        state = test.run(test.on.upgrade_charm(), state)
        assert len(Charm.told) == 1

    def test_what_changed_while_a_relation_could_not_be_read_is_told_once_it_can(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        test, ghost = context(), source("db", bag())
        state = test.run(test.on.relation_changed(ghost), world(ghost))
        changed = replace(state.get_relation(ghost.id), remote_app_data={"backup_targets": "[]"})
        with monkeypatch.context() as patch:
            forget(patch, ghost.id, "ERROR permission denied")
            state = test.run(
                test.on.relation_changed(changed), replace(state, relations=[changed])
            )
        assert Charm.told == [(False, ["db"])]
        state = test.run(test.on.update_status(), state)
        test.run(test.on.update_status(), state)
        assert Charm.told == [(False, ["db"]), (False, [])]

    def test_what_was_kept_for_a_relation_that_could_not_be_read_may_go_once_it_can(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        test, ghost, other = context(), source("db", bag()), source("web", bag("web"))
        state = test.run(test.on.relation_changed(ghost), world(ghost))
        state = replace(state, relations=[*state.relations, other])
        with monkeypatch.context() as patch:
            forget(patch, ghost.id, "ERROR permission denied")
            state = test.run(test.on.relation_changed(other), state)
            state = test.run(test.on.update_status(), state)
        state = test.run(test.on.update_status(), state)
        test.run(test.on.update_status(), state)
        # By their numbers as text, either may come first.
        assert [sorted(apps) for _, apps in Charm.told] == [["db"], ["web"], ["db", "web"]]

    def test_a_relation_that_ends_before_it_can_be_read_again_is_told(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        test, ghost, other = context(), source("db", bag()), source("web", bag("web"))
        with monkeypatch.context() as patch:
            forget(patch, ghost.id, "ERROR permission denied")
            state = test.run(test.on.relation_changed(other), world(ghost, other))
        state = replace(state, relations=[state.get_relation(other.id)])
        test.run(test.on.update_status(), state)
        assert len(Charm.told) == 2


class TestUnlisted:
    """A relation that this unit does not list, or does not list any more, may be the owner's."""

    @pytest.mark.parametrize("hook", ["leader_elected", "config_changed", "upgrade_charm"])
    @pytest.mark.parametrize(
        "related",
        [["db", "db/0"], ["admin/theirs.saas", "db"], ["admin/theirs.saas"], []],
    )
    def test_a_unit_that_is_not_told_of_the_owner_yet(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, hook: str, related: list[str]
    ) -> None:
        relates(monkeypatch, tmp_path, *related)
        test, saas = context(), source("saas", bag(ttl="1s"), ELSEWHERE)
        with test(getattr(test.on, hook)(), world(saas, leader=True)) as manager:
            manager.run()
            state = manager.charm.backups.state()
        is_missing = "db" in related
        assert wanted(state) == ([] if is_missing else ["saas"])
        assert state.may_withdraw("source:99") is not is_missing

    @pytest.mark.parametrize(
        ("answer", "may_lack"),
        [
            ("echo '{\"relations\": {}}'", False),
            ('echo \'{"relations": {"other": {"db": {}}}}\'', False),
            ("echo '{}'", True),
            ("echo '[]'", True),
            ("echo '{\"relations\": 1}'", True),
            ("echo '{'", True),
            ("echo '{\"relations\": {}}'; exit 1", True),
        ],
    )
    def test_where_juju_does_not_say_what_is_related_relations_may_lack(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str, *, may_lack: bool
    ) -> None:
        goal_state(monkeypatch, tmp_path, answer)
        test = context()
        with test(test.on.leader_elected(), world(leader=True)) as manager:
            assert manager.charm.backups.state().leaving == may_lack

    @pytest.mark.parametrize("hook", ["leader_elected", "config_changed", "upgrade_charm"])
    def test_also_in_a_charm_that_observes_before_it_makes_the_requirer(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, hook: str
    ) -> None:
        relates(monkeypatch, tmp_path, "db")
        test = ops.testing.Context(Hasty, meta=META, app_name="b", unit_id=0)
        test.run(getattr(test.on, hook)(), world(leader=True))
        assert Hasty.leaving == [True]

    @pytest.mark.parametrize("status", ["dying", "active", None])
    def test_also_of_the_end_of_a_relation(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, status: str | None
    ) -> None:
        relates(monkeypatch, tmp_path, unit=status)
        test, relation = (
            ops.testing.Context(Hasty, meta=META, app_name="b", unit_id=0),
            source("db", bag()),
        )
        test.run(test.on.relation_broken(relation), world(relation, leader=True))
        # Where Juju does not say, it may be that of a unit which leaves.
        assert Hasty.leaving == [status != "active"]

    @pytest.mark.parametrize("status", ["dying", "active", None])
    def test_also_of_the_departure_of_a_unit(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, status: str | None
    ) -> None:
        relates(monkeypatch, tmp_path, unit=status)
        test = ops.testing.Context(Hasty, meta=META, app_name="b", unit_id=0)
        relation = source("db", bag())
        test.run(test.on.relation_departed(relation, remote_unit=0), world(relation, leader=True))
        assert Hasty.leaving == [status == "dying"]

    def test_a_unit_that_lists_all_that_juju_names_lacks_none(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        relates(monkeypatch, tmp_path, "db", "db/0")
        test = context()
        with test(test.on.leader_elected(), world(source("db", bag()), leader=True)) as manager:
            assert not manager.charm.backups.state().leaving

    def test_all_is_told_again_once_the_unit_is_told_of_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        relates(monkeypatch, tmp_path, "db", "web")
        test = context()
        state = test.run(test.on.config_changed(), world(source("db", bag()), leader=True))
        state = test.run(test.on.update_status(), state)
        test.run(test.on.update_status(), state)
        assert Charm.told == [(True, ["db"])] * 2

    def test_a_leader_that_goes_hands_nothing_to_another_model(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        test, db = context(), source("db", bag())
        saas = source("saas", bag(ttl="1s"), ELSEWHERE)
        state = test.run(test.on.relation_changed(db), world(db, saas, leader=True))
        this = property(lambda event: event.framework.model.get_unit("b/0"))
        monkeypatch.setattr(ops.RelationDepartedEvent, "departing_unit", this)
        departed = test.on.relation_departed(state.get_relation(db.id), remote_unit=0)
        state = test.run(departed, state)
        with test(test.on.update_status(), replace(state, relations=[saas])) as manager:
            assert wanted(manager.charm.backups.state()) == []

    def test_nor_in_the_hook_in_which_it_hears_that_it_goes(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        test, web = context(), source("web", bag("web"))
        saas = source("saas", bag(), ELSEWHERE)
        this = property(lambda event: event.framework.model.get_unit("b/0"))
        monkeypatch.setattr(ops.RelationDepartedEvent, "departing_unit", this)
        departed = test.on.relation_departed(web, remote_unit=0)
        with test(departed, world(web, saas, leader=True)) as manager:
            assert sorted(wanted(manager.charm.backups.state())) == ["saas", "web"]
            manager.run()
            assert wanted(manager.charm.backups.state()) == ["web"]


class TestState:
    """What is wanted, and what may be withdrawn."""

    def test_an_owner_whose_entry_is_refused_loses_nothing_to_a_neighbour(self) -> None:
        victim = source("victim", bag("victim", ttl="24H"))
        evil = source("evil", bag("victim", ttl="1s", include_namespaces=["nothing-there"]))
        state = state_of(evil, victim)
        assert wanted(state) == []
        assert dict(state.held_back) == {name(victim): "victim", name(evil): "evil"}
        assert not state.may_withdraw(name(victim))

    def test_what_an_owner_asks_for_in_another_relation_counts_whoever_claims_it(self) -> None:
        refused = replace(source("db", bag(ttl="24H")), id=1003)
        valid = replace(source("db", bag(ttl="2h")), id=1005)
        saas = replace(source("saas", bag(ttl="1s"), ELSEWHERE), id=1007)
        rogue = replace(source("rogue", bag(ttl="1s")), id=1008)
        for relations in [(refused, valid), (refused, valid, saas), (refused, valid, rogue)]:
            assert [
                (each.relation.id, each.target.spec.ttl) for each in state_of(*relations).wanted
            ] == [(1005, "2h")]

    def test_one_target_is_found_as_it_is_wanted_of_two_relations(self) -> None:
        first = replace(source("db", bag(ttl="1h")), id=1002)
        tenth = replace(source("db", bag(ttl="2h")), id=1010)
        for relations in [(first, tenth), (tenth, first)]:
            test = context()
            with test(test.on.update_status(), world(*relations, leader=True)) as manager:
                manager.run()
                backups = manager.charm.backups
                found = backups.get_backup_spec("db", "backup", "prod")
                (target,) = backups.state().wanted
            assert found is not None
            assert found.ttl == target.target.spec.ttl == "1h"

    def test_a_claim_waits_until_its_owner_which_is_related_now_publishes(self) -> None:
        saas = source("saas", bag(ttl="1h"), ELSEWHERE)
        assert wanted(state_of(saas)) == ["saas"]
        waiting = state_of(saas, source("db", {}))
        assert (wanted(waiting), dict(waiting.held_back)) == ([], {name(saas): "saas"})
        published = state_of(saas, source("db", bag()))
        assert (wanted(published), published.may_withdraw(name(saas))) == (["db"], True)

    def test_what_waits_is_held_back_however_many_duplicates_hide_it(self) -> None:
        duplicate = bag("web")["backup_targets"][1:-1]
        waits = bag("db")["backup_targets"][1:-1]
        text = f"[{f'{duplicate},' * 1100}{waits}]"
        saas = source("saas", {"backup_targets": text}, ELSEWHERE)
        state = state_of(saas, source("db", {}))
        assert dict(state.held_back) == {name(saas): "saas"}

    def test_what_is_held_back_is_complete_however_many_issues_there_are(self) -> None:
        junk = {"backup_targets": f"[{'0,' * 1100}0]"}
        noisy = [source(f"evil-{number}", junk) for number in range(10)]
        victim = source("victim", bag("victim", ttl="24H"))
        assert not state_of(*noisy, victim).may_withdraw(name(victim))

    def test_a_relation_that_cannot_be_read_is_kept_and_named(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ghost, other = source("db", bag()), source("web", bag("web"))
        forget(monkeypatch, ghost.id, "ERROR permission denied")
        state = state_of(ghost, other)
        assert (state.unreadable, wanted(state)) == ((name(ghost),), ["web"])
        assert not state.may_withdraw(name(ghost))
        assert state.may_withdraw(name(other))

    def test_a_databag_that_ops_calls_empty_may_be_of_a_relation_that_cannot_be_read(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        ghost, other = source("db", {}), source("web", bag("web"))
        asked = juju_answers(monkeypatch, tmp_path, "echo ERROR permission denied >&2; exit 1")
        state = state_of(ghost, other)
        assert (state.unreadable, wanted(state)) == ((name(ghost),), ["web"])
        assert asked.read_text() == f"--format=json -r {name(ghost)} --app - db\n"
        juju_answers(monkeypatch, tmp_path, "echo {}")
        assert state_of(ghost, other).unreadable == ()

    def test_where_juju_cannot_be_asked_nothing_is_told(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        dial = "dial unix /agent.socket: connect: permission denied"
        juju_answers(monkeypatch, tmp_path, f"echo ERROR {dial} >&2; exit 1")
        errors = ops.ModelError, ops.testing.errors.UncaughtCharmError
        with pytest.raises(errors, match="connect: permission denied"):
            state_of(source("db", {}))

    def test_an_application_of_another_model_is_no_impostor_and_takes_nothing(self) -> None:
        own, saas = source("db", bag()), source("db-of-bob", bag(), ELSEWHERE)
        state = state_of(saas, own)
        assert (wanted(state), dict(state.held_back)) == (["db"], {})
        slipped = source("db", {"backup_targets": "["})
        assert wanted(state_of(saas, slipped)) == []

    def test_an_application_of_this_model_has_no_target_of_another(self) -> None:
        theirs: dict[str, object] = {
            "app": "db",
            "relation_name": "backup",
            "model": "theirs",
            "spec": {},
        }
        databag = {"backup_targets": json.dumps([theirs])}
        evil, saas = source("evil", databag), source("db-of-bob", databag, ELSEWHERE)
        state = state_of(evil, saas)
        assert wanted(state) == ["db-of-bob"]
        assert dict(state.held_back) == {name(evil): "evil"}
        own = source("db", databag)
        assert wanted(state_of(own)) == ["db"]
        assert wanted(state_of(own, saas)) == ["db-of-bob"]


def theirs(app: str = "db", **spec: object) -> dict[str, str]:
    """An entry of another model."""
    return {"backup_targets": bag(app, **spec)["backup_targets"].replace('"prod"', '"theirs"')}


def elsewhere(app: str, databag: dict[str, str], number: int) -> ops.testing.Relation:
    """A relation with an application of another model, which Juju has given that number."""
    return replace(source(app, databag, ELSEWHERE), id=number)


def test_where_juju_does_not_name_models_nobody_is_an_impostor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown(_: ops.Relation) -> object:
        raise ops.ModelError

    monkeypatch.setattr(ops.Relation, "remote_model", property(unknown))
    state = state_of(source("db", {}), source("other", bag()))
    assert wanted(state) == []
    assert wanted(state_of(source("other", bag()))) == ["other"]
    assert wanted(state_of(source("other", theirs()))) == ["other"]


class TestFirst:
    """Whose claim decides where no owner is related: the relation's that was made first."""

    def test_the_lowest_number_decides_in_whatever_order_juju_lists_relations(self) -> None:
        eve, alice = elsewhere("eve", theirs(), 1010), elsewhere("alice", theirs(), 1002)
        assert wanted(state_of(eve, alice)) == wanted(state_of(alice, eve)) == ["alice"]

    @pytest.mark.parametrize(
        "databag",
        [
            theirs(ttl="24H"),
            {"backup_targets": f"[0, {{}}, [], null, {theirs(ttl='24H')['backup_targets'][1:]}"},
            {"backup_targets": f"[{'0,' * 10_001}{theirs(ttl='24H')['backup_targets'][1:]}"},
            {"app": "db", "relation_name": '"backup"', "model": "theirs", "spec": "{"},
            {"app": "db", "relation_name": "backup", "model": '"theirs"'},
        ],
    )
    def test_while_its_entry_is_refused_no_other_counts(self, databag: dict[str, str]) -> None:
        alice, eve = elsewhere("alice", databag, 1002), elsewhere("eve", theirs(), 1010)
        bob = elsewhere("bob", theirs("web"), 1011)
        state = state_of(eve, alice, bob)
        assert wanted(state) == ["bob"]
        assert dict(state.held_back) == {name(alice): "alice", name(eve): "eve"}

    @pytest.mark.parametrize(
        ("model", "name_of_later"), [("prod", "eve"), ("theirs", "db"), ("theirs", "eve")]
    )
    def test_whatever_names_it_bears(self, model: str, name_of_later: str) -> None:
        refused, valid = bag(ttl="24H"), bag()
        if model == "theirs":
            refused, valid = theirs(ttl="24H"), theirs()
        state = state_of(elsewhere("alice", refused, 1002), elsewhere(name_of_later, valid, 1010))
        assert wanted(state) == []

    def test_the_first_of_several_that_are_refused_decides_in_whatever_order(self) -> None:
        eve = elsewhere("eve", theirs(), 1010)
        refused = [elsewhere(f"a{n}", theirs(ttl="24H"), n) for n in (1002, 1008)]
        for relations in ((*refused, eve), (eve, *reversed(refused))):
            state = state_of(*relations)
            assert wanted(state) == []
            assert state.held_back[name(eve)] == "eve"

    def test_one_that_names_its_own_application_decides_before_the_first(self) -> None:
        eve = elsewhere("eve", bag(), 1002)
        assert wanted(state_of(eve, elsewhere("db", bag(ttl="24H"), 1010))) == []

    def test_what_an_owner_has_refused_and_valid_hides_no_other_that_is_refused(self) -> None:
        own = [
            replace(source("db", bag(ttl=ttl)), id=n) for ttl, n in (("24H", 1001), ("1h", 1003))
        ]
        alice = elsewhere("alice", theirs(ttl="24H"), 1005)
        mallory = replace(source("mallory", bag()), id=1009)
        state = state_of(*own, alice, elsewhere("eve", theirs(), 1010), mallory)
        assert wanted(state) == ["db"]

    def test_a_claim_in_the_same_databag_counts(self) -> None:
        entries = [theirs(ttl=ttl)["backup_targets"][1:-1] for ttl in ("24H", "1h")]
        alice = elsewhere("alice", {"backup_targets": f"[{','.join(entries)}]"}, 1002)
        assert wanted(state_of(alice)) == ["alice"]

    def test_an_earlier_claim_counts(self) -> None:
        alice = elsewhere("alice", theirs(), 1002)
        eve = elsewhere("eve", theirs(ttl="24H"), 1010)
        assert wanted(state_of(eve, alice)) == ["alice"]

    def test_an_application_of_this_model_that_names_the_target_decides_nothing(self) -> None:
        rogue = replace(source("rogue", theirs(ttl="24H")), id=1001)
        assert wanted(state_of(rogue, elsewhere("alice", theirs(), 1002))) == ["alice"]

    def test_an_entry_of_which_a_name_cannot_be_read_decides_nothing(self) -> None:
        text = theirs(ttl="24H")["backup_targets"].replace('"theirs"', "1")
        alice = elsewhere("alice", {"backup_targets": text}, 1002)
        assert wanted(state_of(alice, elsewhere("eve", theirs(), 1010))) == ["eve"]


class TestMayReplace:
    """What was forwarded for one relation, by what another wants under the same names."""

    @pytest.mark.parametrize("text", ["[", "{}", "[{}]"])
    def test_not_of_a_relation_whose_databag_is_refused(self, text: str) -> None:
        alice = elsewhere("alice", {"backup_targets": text}, 1002)
        eve = elsewhere("eve", theirs(), 1010)
        state = state_of(alice, eve)
        (target,) = state.wanted
        assert not state.may_replace(name(alice), target)
        assert state.may_replace(name(eve), target)

    def test_not_of_a_relation_that_cannot_be_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        alice = elsewhere("alice", theirs(), 1002)
        forget(monkeypatch, alice.id, "ERROR permission denied")
        state = state_of(alice, elsewhere("eve", theirs(), 1010))
        (target,) = state.wanted
        assert not state.may_replace(name(alice), target)

    @pytest.mark.parametrize(("app", "databag"), [("db", theirs()), ("saas", bag())])
    def test_not_by_what_bears_one_of_the_names_of_an_owner_in_this_model(
        self, app: str, databag: dict[str, str]
    ) -> None:
        alice = elsewhere("alice", {"backup_targets": "["}, 1002)
        state = state_of(alice, elsewhere(app, databag, 1010))
        (target,) = state.wanted
        assert not state.may_replace(name(alice), target)

    def test_of_a_relation_that_has_gone_or_given_the_target_up(self) -> None:
        state = state_of(elsewhere("alice", {}, 1002), elsewhere("eve", theirs(), 1010))
        (target,) = state.wanted
        assert state.may_replace("source:1002", target)
        assert state.may_replace("source:99", target)

    def test_of_whatever_relation_by_the_owner_in_this_model(self) -> None:
        alice = elsewhere("alice", {"backup_targets": "["}, 1002)
        state = state_of(alice, source("db", bag()))
        (target,) = state.wanted
        assert state.may_replace(name(alice), target)
