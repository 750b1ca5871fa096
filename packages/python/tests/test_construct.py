"""Models that are made without validators."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from pydantic import BaseModel
from vectors import Json, specs

from k8s_backup_target import BACKUP_TARGETS, View, decode_databag, read, write
from k8s_backup_target._parse_json import Parsed
from k8s_backup_target._plain_entries import plain_entries
from k8s_backup_target._salvage import salvage

VIEWS = pytest.mark.parametrize("view", [read, write], ids=["read", "write"])


def entries_of(*given: Json) -> dict[str, Json]:
    entry = {"app": "a", "relation_name": "b", "model": "c"}
    return {BACKUP_TARGETS: [{**entry, "spec": spec} for spec in given]}


def looks_of(model: BaseModel) -> list[Any]:
    """All that can be told from a model, nested ones included."""
    values = [looks_of(value) if isinstance(value, BaseModel) else value for _, value in model]
    return [type(model), list(model.__dict__), values, model.model_fields_set, repr(model)]


NOT_PLAIN: list[Any] = [
    [],
    {},
    {BACKUP_TARGETS: {}},
    {BACKUP_TARGETS: [{}]},
    {**entries_of({}), "other": 1},
    entries_of({"unknown": 1}),
    entries_of({"ttl": "1x"}),
    entries_of(*[{}] * 101),
]


@VIEWS
@given(spec=specs)
def test_they_are_those_that_validation_gives(view: View[Any], spec: Json) -> None:
    data = entries_of(spec, {})
    made = plain_entries(data, view)
    validated = salvage(Parsed(data, well_formed=True), view)
    assert made == validated
    assert made is not None
    for one, other in zip(made.targets, validated.targets, strict=True):
        assert looks_of(one.target) == looks_of(other.target)
        assert one.target.model_dump_json() == other.target.model_dump_json()


@VIEWS
def test_they_can_be_dumped_before_any_validator_was_built(view: View[Any]) -> None:
    databag = {BACKUP_TARGETS: json.dumps(entries_of({"ttl": "72h"})[BACKUP_TARGETS])}
    (found,) = decode_databag(databag, view).targets
    assert found.target.model_copy(deep=True).model_dump()["spec"]["ttl"] == "72h"


@VIEWS
@pytest.mark.parametrize("data", NOT_PLAIN)
def test_none_are_made_of(view: View[Any], data: Any) -> None:
    assert plain_entries(data, view) is None


@VIEWS
def test_no_field_holds_models_in_a_list_or_a_map(view: View[Any]) -> None:
    """`construct` would leave them plain: it must learn of them before the schema does."""
    entry = view.BackupTargetEntry
    for model in (entry, entry.model_fields["spec"].annotation):
        for field in model.model_fields.values():
            inner = [part for outer in get_args(field.annotation) for part in get_args(outer)]
            parts = [*get_args(field.annotation), *inner]
            assert not any(isinstance(part, type(BaseModel)) for part in parts)
