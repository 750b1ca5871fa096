"""The module as charms see it, the same on the reference and on the drop-in."""

import json
from typing import Any

import ops
import ops.testing
import pytest
from observed import (
    FIELDS,
    META,
    Charm,
    backup,
    charm_with,
    entry,
    is_ready,
    loaded,
    logged,
    source,
    spec_of,
    targets,
    written,
)

from charmlibs.interfaces import k8s_backup_target as module
from charmlibs.interfaces.k8s_backup_target import (
    _schema,  # pyright: ignore[reportPrivateUsage]
)

WRITTEN = (
    '[{"app": "my-app", "relation_name": "backup", "model": "my-model", "spec": '
    '{"include_namespaces": ["my-namespace"], "include_resources": null, '
    '"exclude_namespaces": null, "exclude_resources": null, "include_cluster_resources": null, '
    '"label_selector": null, "ttl": "72h"}}]'
)


def test_the_names() -> None:
    assert module.__all__ == [
        "K8sBackupTargetProvider",
        "K8sBackupTargetRequirer",
        "K8sBackupTargetSpec",
    ]
    assert _schema.BACKUP_TARGETS_FIELD == "backup_targets"
    assert _schema.DURATION_REGEX == r"^(?=.*\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$"


class TestProvider:
    @pytest.mark.parametrize(
        "event", ["leader_elected", "upgrade_charm", "config_changed", "relation_created"]
    )
    def test_it_writes_these_bytes_at(self, event: str) -> None:
        assert written(backup(), event) == {"backup_targets": WRITTEN}

    @pytest.mark.parametrize("event", ["start", "update_status", "relation_changed"])
    def test_it_writes_nothing_at(self, event: str) -> None:
        assert written(backup(), event) == {}

    @pytest.mark.parametrize("as_list", [True, False])
    def test_refresh_event_is_one_or_several(self, as_list: bool) -> None:  # noqa: FBT001
        def refresh(self: Charm) -> Any:
            return [self.on.start] if as_list else self.on.start

        charm = type("Refreshed", (charm_with(),), {"refresh": refresh})
        assert written(backup(), "start", charm=charm) == {"backup_targets": WRITTEN}

    def test_only_the_leader_writes(self, caplog: pytest.LogCaptureFixture) -> None:
        lines = logged(caplog, lambda: written(backup(), leader=False))
        assert lines == [
            (
                "DEBUG K8sBackupTargetProvider handled send_data event when it is not a leader. "
                "Skipping event - no data sent"
            )
        ]
        assert written(backup(), leader=False) == {}

    def test_it_warns_without_a_relation(self, caplog: pytest.LogCaptureFixture) -> None:
        context = ops.testing.Context(charm_with(), meta=META)
        state = ops.testing.State(leader=True)
        assert logged(caplog, lambda: context.run(context.on.leader_elected(), state)) == [
            (
                "WARNING K8sBackupTargetProvider handled send_data event but no relation "
                "'backup' found. Skipping event - no data sent"
            )
        ]

    def test_it_replaces_another_target_and_no_other_key(self) -> None:
        databag = {**targets(entry()), "x": "y"}
        assert written(backup(databag)) == {"backup_targets": WRITTEN, "x": "y"}

    def test_a_coerced_boolean_is_written_as_one(self) -> None:
        charm = charm_with({**FIELDS, "include_cluster_resources": "true"})
        text = written(backup(), charm=charm)["backup_targets"]
        assert json.loads(text)[0]["spec"]["include_cluster_resources"] is True

    def test_an_unknown_field_is_dropped(self) -> None:
        charm = charm_with({**FIELDS, "exclude_namespace": ["a"]})
        assert written(backup(), charm=charm) == {"backup_targets": WRITTEN}


class TestSpec:
    @pytest.mark.parametrize("ttl", ["72h", "30d", "garbage", "", None])
    def test_any_ttl_can_be_constructed(self, ttl: str | None) -> None:
        assert module.K8sBackupTargetSpec(ttl=ttl).ttl == ttl

    @pytest.mark.parametrize(
        "fields", [{"ttl": 1}, {"include_namespaces": "a"}, {"include_cluster_resources": "maybe"}]
    )
    def test_a_wrong_type_cannot(self, fields: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="validation error"):
            module.K8sBackupTargetSpec(**fields)

    def test_a_tuple_becomes_a_list(self) -> None:
        spec = module.K8sBackupTargetSpec.model_validate({"include_namespaces": ("a",)})
        assert spec.include_namespaces == ["a"]

    def test_a_field_can_be_assigned(self) -> None:
        spec = module.K8sBackupTargetSpec()
        spec.ttl = "garbage"
        assert spec.ttl == "garbage"


class TestRequirer:
    def test_it_finds_the_spec_of_a_key(self) -> None:
        databag = targets(entry("web"), entry(ttl="72h"))
        assert spec_of(source(databag)) == {"ttl": "72h"}
        assert is_ready(source(databag)) is True

    def test_the_spec_is_of_the_class_of_the_module(self) -> None:
        def check(charm: Charm) -> bool:
            spec = charm.requirer.get_backup_spec("db", "backup", "prod")
            return type(spec) is module.K8sBackupTargetSpec

        context = ops.testing.Context(charm_with(), meta=META)
        state = ops.testing.State(relations=[source(targets(entry()))])
        with context(context.on.update_status(), state) as manager:
            assert check(manager.charm)

    def test_it_warns_where_there_is_none(self, caplog: pytest.LogCaptureFixture) -> None:
        assert spec_of(source(targets(entry("web")))) is None
        assert logged(caplog, spec_of) == [
            "WARNING No backup spec found for app 'db' and endpoint 'backup'"
        ]

    @pytest.mark.parametrize(
        "databag",
        [
            {},
            {"backup_targets": "{"},
            {"backup_targets": "[]"},
            {"backup_targets": "null"},
            {"x": ""},
        ],
    )
    def test_a_databag_without_a_target_is_not_ready(self, databag: dict[str, str]) -> None:
        assert is_ready(source(databag)) is False
        assert spec_of(source(databag)) is None

    def test_the_first_of_one_application_wins(self) -> None:
        databag = targets(entry(ttl="1h"), entry(ttl="2h"))
        assert spec_of(source(databag)) == {"ttl": "1h"}

    def test_it_may_be_made_twice(self) -> None:
        class Twice(charm_with()):
            def __init__(self, framework: ops.Framework) -> None:
                super().__init__(framework)
                self.other = module.K8sBackupTargetRequirer(self, "source")

        context = ops.testing.Context(Twice, meta=META)
        context.run(context.on.update_status(), ops.testing.State())


class TestLoad:
    """`relation.load(_schema.ProviderAppData, relation.app)`, as velero-integrator does it."""

    def test_valid_targets_are_loaded(self) -> None:
        databag = targets(entry("db", ttl="72h"), entry("web", include_cluster_resources=True))
        assert loaded(databag) == [
            ("db", {"ttl": "72h"}),
            ("web", {"include_cluster_resources": True}),
        ]

    @pytest.mark.parametrize(
        ("databag", "error"),
        [
            ({}, "ValidationError"),
            ({"backup_targets": "null"}, "ValidationError"),
            ({"backup_targets": "{}"}, "ValidationError"),
            ({"backup_targets": "["}, "JSONDecodeError"),
            # Raised by the JSON reader of ops, before any model is reached.
            ({"backup_targets": "[" * 200_000 + "]" * 200_000}, "RecursionError"),
        ],
    )
    def test_what_holds_no_list_raises(self, databag: dict[str, str], error: str) -> None:
        assert loaded(databag) == error

    def test_the_models_can_be_constructed(self) -> None:
        spec = module.K8sBackupTargetSpec(ttl="garbage")
        target = _schema.BackupTargetEntry(app="a", relation_name="b", model="m", spec=spec)
        data = _schema.ProviderAppData(backup_targets=[target])
        assert data.backup_targets[0].spec.ttl == "garbage"
