"""The generated models, in both views."""

from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from pydantic import BaseModel, ValidationError
from vectors import ENTRY, FIRST_SPEC_FIELDS, LIST_FIELDS, VIEWS, Json, entries, normalized

import k8s_backup_target
from k8s_backup_target import K8sBackupTargetSpec, read, write

both_views = pytest.mark.parametrize("view", VIEWS, ids=["read", "write"])

VALID_TTL = ["", "0s", "72h", "30d", "1h30m", "10m10s", "1d12h", "99999d99999h999999m99999999s"]
INVALID_TTL = ["24H", "1.5h", "-1h", "30", "1h 30m", "1s1h", "garbage", "1h\n", "٣h", "100000d"]
WRONG_TYPES: dict[str, list[Json]] = {
    **{field: ["a", 1.0, True, {}, [None], [1.0], [[]]] for field in LIST_FIELDS},
    "include_cluster_resources": [0, 1, 1.0, "true", "", [], {}],
    "label_selector": ["a", 1.0, True, [], {"a": None}, {"a": 1.0}, {"a": []}],
    "ttl": [72, 1.0, True, [], {}],
}


@both_views
@given(entry=entries)
def test_a_valid_entry_is_normalised(view: Any, entry: dict[str, Json]) -> None:
    assert view.BackupTargetEntry.model_validate(entry).model_dump() == normalized(entry)


@both_views
def test_fields_stand_in_schema_order(view: Any) -> None:
    assert (
        tuple(view.K8sBackupTargetSpec.model_fields)[: len(FIRST_SPEC_FIELDS)] == FIRST_SPEC_FIELDS
    )
    assert tuple(view.BackupTargetEntry.model_fields) == tuple(ENTRY)


@both_views
@pytest.mark.parametrize("ttl", VALID_TTL)
def test_a_valid_ttl_is_kept_as_it_is(view: Any, ttl: str) -> None:
    assert view.K8sBackupTargetSpec(ttl=ttl).ttl == ttl


@both_views
@pytest.mark.parametrize("ttl", INVALID_TTL)
def test_an_invalid_ttl_is_refused(view: Any, ttl: str) -> None:
    with pytest.raises(ValidationError, match="pattern"):
        view.K8sBackupTargetSpec(ttl=ttl)


@both_views
@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for field, values in WRONG_TYPES.items() for value in values],
)
def test_types_are_strict(view: Any, field: str, value: Json) -> None:
    with pytest.raises(ValidationError, match="valid"):
        view.K8sBackupTargetSpec(**{field: value})


@both_views
@pytest.mark.parametrize("field", ENTRY)
def test_every_field_of_an_entry_is_required_and_not_null(view: Any, field: str) -> None:
    with pytest.raises(ValidationError):
        view.BackupTargetEntry.model_validate({**ENTRY, field: None})
    with pytest.raises(ValidationError):
        view.BackupTargetEntry.model_validate({k: v for k, v in ENTRY.items() if k != field})


def test_the_read_view_drops_unknown_keys_at_every_level() -> None:
    entry = {**ENTRY, "spec": {**ENTRY["spec"], "new": 1}, "new": 1}
    data = read.ProviderAppData.model_validate({"backup_targets": [entry], "new": 1})
    assert data.model_dump() == {"backup_targets": [ENTRY]}


@pytest.mark.parametrize(
    ("model", "value"),
    [
        (write.K8sBackupTargetSpec, {"exclude_namespace": []}),
        (write.BackupTargetEntry, {**ENTRY, "new": 1}),
        (write.ProviderAppData, {"backup_targets": [], "new": 1}),
    ],
)
def test_the_write_view_refuses_unknown_keys(model: type[BaseModel], value: Json) -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        model.model_validate(value)


def test_the_write_view_checks_assignments() -> None:
    spec = write.K8sBackupTargetSpec()
    with pytest.raises(ValidationError):
        spec.ttl = "3 days"
    assert spec.ttl is None


def test_the_spec_at_the_top_level_is_what_a_charm_declares() -> None:
    """To pyright as well: the read model's type would not be assignable."""
    declared: type[write.K8sBackupTargetSpec] = K8sBackupTargetSpec
    assert declared is write.K8sBackupTargetSpec
    with pytest.raises(ValidationError, match="exclude_namespace"):
        K8sBackupTargetSpec(exclude_namespace=["a"])  # pyright: ignore[reportCallIssue]
    with pytest.raises(ValidationError, match="exclude_namespace"):
        K8sBackupTargetSpec.model_validate({"exclude_namespace": ["a"]})


def test_the_other_models_have_one_home_for_each_view() -> None:
    for name in ("ProviderAppData", "BackupTargetEntry", "K8sBackupTargetSpec"):
        assert getattr(read, name) is not getattr(write, name)
    assert not {"ProviderAppData", "BackupTargetEntry"} & set(k8s_backup_target.__all__)


def test_everything_public_is_there_and_documented() -> None:
    for name in k8s_backup_target.__all__:
        value = getattr(k8s_backup_target, name)
        assert isinstance(value, (str, ModuleType)) or value.__doc__
