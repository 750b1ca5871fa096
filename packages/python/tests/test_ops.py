"""The models in `ops`' own `Relation.save` and `Relation.load`, next to the codec."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import ops
import pytest
from harnessed import Harnessed, harnessed
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from vectors import EMPTY_SPEC, ENTRY, FIRST_SPEC_FIELDS, Json, entries, normalized

from k8s_backup_target import (
    Decoded,
    decode_relation,
    encode_databag,
    read,
    write,
)

Model: TypeAlias = Harnessed[ops.CharmBase]


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    with harnessed(ops.CharmBase) as model:
        yield model


def load(model: Model) -> read.ProviderAppData:
    assert model.source.app is not None
    return model.source.load(read.ProviderAppData, model.source.app)


@given(targets=st.lists(entries, max_size=2))
def test_save_writes_what_encode_writes(model: Model, targets: list[Json]) -> None:
    data = write.ProviderAppData.model_validate({"backup_targets": targets})
    model.backup.save(data, model.harness.charm.app)
    saved = model.published["backup_targets"]
    # Fields that `encode_databag` leaves out while they are unset come last, as null.
    for field in tuple(EMPTY_SPEC)[len(FIRST_SPEC_FIELDS) :]:
        saved = saved.replace(f', "{field}": null', "")
    assert encode_databag(data) == {"backup_targets": saved}


@given(targets=st.lists(entries, max_size=2))
def test_load_and_decode_read_the_same(model: Model, targets: list[Json]) -> None:
    model.receive(encode_databag({"backup_targets": targets}))
    decoded = decode_relation(model.source)
    assert decoded.issues == ()
    assert [found.target for found in decoded.targets] == load(model).backup_targets
    assert [found.target.model_dump() for found in decoded.targets] == [
        normalized(target) for target in targets
    ]


def test_load_is_all_or_nothing_where_decode_keeps_the_good(model: Model) -> None:
    model.receive(
        {"backup_targets": f"[{write.BackupTargetEntry(**ENTRY).model_dump_json()}, {{}}]"}
    )
    with pytest.raises(ValidationError):
        load(model)
    decoded = decode_relation(model.source)
    assert [found.target.model_dump() for found in decoded.targets] == [ENTRY]
    assert {issue.path for issue in decoded.issues} == {"/backup_targets/1"}


@pytest.mark.parametrize("databag", [{}, {"backup_targets": "["}])
def test_load_raises_value_errors_of_a_missing_or_unreadable_databag(
    model: Model, databag: dict[str, str]
) -> None:
    model.receive(databag)
    with pytest.raises(ValueError, match=r"backup_targets|Expecting"):
        load(model)


def test_a_relation_without_a_remote_application_has_no_targets() -> None:
    class Gone:
        app = None
        data: Mapping[None, Mapping[str, str]] = {}

    assert decode_relation(Gone()) == Decoded()
