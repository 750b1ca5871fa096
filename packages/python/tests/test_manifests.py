"""Velero's objects of a target. `tests/conformance` holds TypeScript to the same."""

import time
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import pytest

from k8s_backup_target import ContractError, read
from k8s_backup_target.velero import (
    VeleroOptions,
    VeleroSchedule,
    managed_by_for,
    reconcile,
    target_name,
    to_backup,
    to_backups,
    to_schedule,
    to_schedules,
)

OPTIONS = VeleroOptions(managed_by="integrator.0123456789abcdef")
DAILY = VeleroSchedule(cron="@daily")


@dataclass
class Found:
    target: read.BackupTargetEntry
    is_duplicate: bool = False


def target(app: str = "my-app", **spec: Any) -> read.BackupTargetEntry:
    names = {"app": app, "relation_name": "backup", "model": "production"}
    return read.BackupTargetEntry.model_validate({**names, "spec": spec})


def stored(made: dict[str, Any], **spec: Any) -> dict[str, Any]:
    """A Schedule as the API server returns it."""
    metadata = {**made["metadata"], "uid": "u", "resourceVersion": "7"}
    return {"metadata": metadata, "spec": {**made["spec"], **spec}}


def test_a_schedule_holds_the_backup_of_its_target() -> None:
    made = to_schedule(target(include_namespaces=["shop"], ttl="30d"), DAILY, OPTIONS)
    assert made["spec"] == {
        "schedule": "@daily",
        "template": {"includedNamespaces": ["shop"], "ttl": "720h0m0s"},
    }
    # What the integrator of 0.1.0 made has this name.
    assert made["metadata"]["name"] == "my-app-6ctrrm5dvttvu7zbk7nla2egoc"


@pytest.mark.parametrize(
    ("app", "name"),
    [("\u00e9", "fr4nyjppp7xxs7eg4boi33b5kw"), ("\ud800", "wmsz33v6arqar74q7w2owxt4w3")],
)
def test_a_name_that_no_object_may_have_is_a_hash_as_in_typescript(app: str, name: str) -> None:
    names = {"app": app, "relation_name": "b", "model": "m"}
    assert target_name(read.BackupTargetEntry.model_validate({**names, "spec": {}})) == name


def test_a_template_is_never_empty() -> None:
    made = to_schedule(target(label_selector={}, ttl=""), DAILY, OPTIONS)
    assert made["spec"]["template"] == {"includedNamespaces": ["*"]}


def test_a_backup_is_named_after_its_second_in_utc() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=timezone.utc)
    made = to_backup(target(), OPTIONS, at=at)
    assert made["metadata"]["name"] == f"{target_name(target())}-20260102030405"
    assert to_backup(target(), OPTIONS)["metadata"]["name"] == target_name(target())


def test_a_backup_is_named_in_utc_wherever_the_charm_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    try:
        at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
        name = to_backup(target(), OPTIONS, at=at)["metadata"]["name"]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert name == f"{target_name(target())}-20260102030405"


def test_a_schedule_is_for_the_release_that_is_named() -> None:
    sunday = VeleroSchedule(cron="0 0 * * 7")
    assert to_schedule(target(), sunday, OPTIONS)["spec"]["schedule"] == "0 0 * * 7"
    with pytest.raises(ContractError, match="not within 0 to 6"):
        to_schedule(target(), sunday, OPTIONS, velero_version="1.18.1")
    made = to_schedules([Found(target())], sunday, OPTIONS, velero_version="1.18.1")
    assert [each.error.issues[0].rule for each in made.refused] == ["cron-range"]


def test_a_label_holds_what_can_be_kept_of_a_name_up_to_its_limit() -> None:
    labels = to_schedule(target("X_" + "a" * 70), DAILY, OPTIONS)["metadata"]["labels"]
    assert labels["app"].startswith("X-" + "a" * 34 + "_")
    assert len(labels["app"]) == 63


@pytest.mark.parametrize(
    ("app", "label"),
    [
        ("\u00e9", "6kegaf7jy6v2z6aewvgwi6d5zy"),
        ("\u00e9_a", "a_z7hjpiv5ymsd26ccdsveturvwi"),
        ("a-\u00e9", "a-_yyqfylcyixquwokr7sdlwr4ebv"),
        ("", ""),
    ],
)
def test_a_label_of_other_letters_ends_with_a_hash_as_in_typescript(app: str, label: str) -> None:
    assert to_schedule(target(app), DAILY, OPTIONS)["metadata"]["labels"]["app"] == label


def test_names_are_as_long_as_annotations_allow() -> None:
    room = 200_000 - len("backup" + "production")
    assert to_schedule(target("x" * room), DAILY, OPTIONS)
    with pytest.raises(ContractError) as error:
        to_schedule(target("x" * (room + 1)), DAILY, OPTIONS)
    (issue,) = error.value.issues
    assert (issue.path, issue.rule) == ("", "identity-size")
    assert "200001" in issue.message
    assert "200000" in issue.message


@pytest.mark.parametrize(
    ("spec", "cron", "options", "issue"),
    [
        ({"ttl": "0s"}, "@daily", OPTIONS, ("/spec/ttl", "ttl-zero")),
        ({}, "61 * * * *", OPTIONS, ("/cron", "cron-range")),
        ({}, None, OPTIONS, ("/cron", "cron-empty")),
        ({}, "@daily", VeleroOptions(managed_by=""), ("/managed_by", "label-value")),
        (
            {},
            "@daily",
            VeleroOptions(managed_by="a", namespace="a.b"),
            ("/namespace", "namespace-name"),
        ),
    ],
)
def test_what_velero_or_kubernetes_refuses_is_refused(
    spec: dict[str, Any], cron: str | None, options: VeleroOptions, issue: tuple[str, str]
) -> None:
    with pytest.raises(ContractError) as error:
        to_schedule(target(**spec), VeleroSchedule(cron=cron), options)
    assert [(each.path, each.rule) for each in error.value.issues] == [issue]


def test_one_refused_target_hides_no_other() -> None:
    found = [
        Found(target("first")),
        Found(target("first", ttl="1h")),
        Found(target("second", ttl="0s")),
        Found(target("x" * 200_001)),
        Found(target("third")),
    ]
    for made in (to_schedules(found, DAILY, OPTIONS), to_backups(found, OPTIONS)):
        assert [each.found.target.app for each in made.converted] == ["first", "third"]
        rules = [each.error.issues[0].rule for each in made.refused]
        assert rules == ["duplicate", "ttl-zero", "identity-size"]


def test_the_owner_is_an_application_in_a_model() -> None:
    assert managed_by_for("a" * 60, "uuid").startswith("a" * 40 + ".")
    assert managed_by_for("a", "one") != managed_by_for("a", "two")
    for app, model in (("", "uuid"), ("a", " ")):
        with pytest.raises(
            ContractError, match="the objects of every model would share the label"
        ):
            managed_by_for(app, model)


def plan(desired: list[dict[str, Any]], existing: list[object]) -> dict[str, list[str]]:
    steps = reconcile(desired, existing, managed_by=OPTIONS.managed_by)
    return {
        "creates": [each["metadata"]["name"] for each in steps.creates],
        "updates": [each.reference.name for each in steps.updates],
        "deletes": [each.name for each in steps.deletes],
        "conflicts": [str(each.owner) for each in steps.conflicts],
        "paused": [each.name for each in steps.paused_by_hand],
    }


def steps(**some: list[str]) -> dict[str, list[str]]:
    none: dict[str, list[str]] = {
        name: [] for name in ("creates", "updates", "deletes", "conflicts", "paused")
    }
    return {**none, **some}


def test_only_our_own_schedules_are_touched() -> None:
    made = to_schedule(target(), DAILY, OPTIONS)
    name = made["metadata"]["name"]
    assert plan([made], []) == steps(creates=[name])
    assert plan([made], [stored(made)]) == steps()
    assert plan([made], [stored(made, schedule="@yearly")]) == steps(updates=[name])
    assert plan([], [stored(made)]) == steps(deletes=[name])
    theirs = to_schedule(target(), DAILY, VeleroOptions(managed_by="other"))
    assert plan([made], [stored(theirs)]) == steps(conflicts=["other"])
    assert plan([], [stored(theirs)]) == steps()


@pytest.mark.parametrize(
    ("metadata", "kind"),
    [
        ({"name": ""}, None),
        ({"name": None}, None),
        ({"namespace": None}, None),
        ({}, "Backup"),
    ],
)
def test_what_is_no_schedule_is_left_alone(metadata: dict[str, Any], kind: str | None) -> None:
    made = to_schedule(target(), DAILY, OPTIONS)
    found = stored(made)
    other = {**found, "metadata": {**found["metadata"], **metadata}, "kind": kind}
    assert plan([], [other]) == steps()
    assert plan([], [{**found, "kind": "Schedule"}]) == steps(deletes=[made["metadata"]["name"]])


def test_of_two_that_differ_and_have_one_name_the_first_is_made() -> None:
    first, second = (to_schedule(target(ttl=ttl), DAILY, OPTIONS) for ttl in ("1h", "2h"))
    made = reconcile([first, first, second], [], managed_by=OPTIONS.managed_by)
    assert made.creates == [first]
    assert [(each.schedule, each.owner) for each in made.conflicts] == [(second, "same-name")]


def test_a_pause_by_hand_stays_and_our_own_ends() -> None:
    made = to_schedule(target(), DAILY, OPTIONS)
    name = made["metadata"]["name"]
    assert plan([made], [stored(made, paused=True)]) == steps(paused=[name])
    ours = to_schedule(target(), VeleroSchedule(cron="@daily", paused=True), OPTIONS)
    (update,) = reconcile([made], [stored(ours)], managed_by=OPTIONS.managed_by).updates
    assert update.patch["spec"]["paused"] is False
    assert update.patch["metadata"]["annotations"]["k8s-backup-target/paused"] is None
    # What a person paused is ours once the config pauses it as well.
    assert plan([ours], [stored(made, paused=True)]) == steps(updates=[name])


@pytest.mark.parametrize("template", [{"excludedNamespaces": ["*"]}, {"ttl": "2h0m0s"}])
def test_another_template_is_updated(template: dict[str, Any]) -> None:
    made = to_schedule(target(ttl="1h"), DAILY, OPTIONS)
    found = stored(made, template={**made["spec"]["template"], **template})
    assert plan([made], [found]) == steps(updates=[made["metadata"]["name"]])


def test_a_patch_names_what_goes_and_the_version_that_was_read() -> None:
    made = to_schedule(target(label_selector={"a": "1"}), DAILY, OPTIONS)
    found = stored(
        made,
        template={"ttl": "1h0m0s", "labelSelector": {"matchLabels": {"b": "2"}}, "hooks": {}},
    )
    (update,) = reconcile([made], [found], managed_by=OPTIONS.managed_by).updates
    assert (update.patch["metadata"]["uid"], update.patch["metadata"]["resourceVersion"]) == (
        "u",
        "7",
    )
    template = update.patch["spec"]["template"]
    assert template == {
        "labelSelector": {"matchLabels": {"a": "1", "b": None}},
        "ttl": None,
    }


def test_what_the_cluster_returns_crashes_nothing() -> None:
    made = to_schedule(target(label_selector={"a": "1"}), DAILY, OPTIONS)
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    nested = stored(made, template={"labelSelector": {"matchLabels": {"a": deep}}})
    odd: list[object] = [None, 1, [], {"metadata": []}, {"kind": "Backup", "metadata": {}}, nested]
    name = made["metadata"]["name"]
    assert plan([made], odd) == steps(updates=[name])
