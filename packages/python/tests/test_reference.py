"""With the reference: each reads what the other writes, to the same bytes."""

from collections.abc import Iterator
from typing import TypeAlias

import ops
import pytest
from charmlibs.interfaces import k8s_backup_target as reference
from charmlibs.interfaces.k8s_backup_target import (
    _schema as reference_schema,  # pyright: ignore[reportPrivateUsage]
)
from harnessed import Harnessed, harnessed
from hypothesis import given
from hypothesis import strategies as st
from vectors import FIRST_SPEC_FIELDS, Json, entries, normalized

from k8s_backup_target import decode_relation, encode_databag, write


class Charm(ops.CharmBase):
    """A charm that uses the reference, both ways."""

    spec = reference.K8sBackupTargetSpec(
        include_namespaces=["my-namespace"], label_selector={"é": "😀"}, ttl="72h"
    )

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.provider = reference.K8sBackupTargetProvider(self, "backup", self.spec)
        self.requirer = reference.K8sBackupTargetRequirer(self, "source")


Model: TypeAlias = Harnessed[Charm]


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    with harnessed(Charm) as model:
        yield model


@given(targets=st.lists(entries, max_size=2))
def test_the_models_of_the_reference_are_saved_to_the_same_bytes(
    model: Model, targets: list[Json]
) -> None:
    data = reference_schema.ProviderAppData.model_validate({"backup_targets": targets})
    model.backup.save(data, model.harness.charm.app)
    assert model.published == encode_databag({"backup_targets": targets})


def test_what_the_provider_of_the_reference_publishes_is_read_back(model: Model) -> None:
    model.harness.charm.on.leader_elected.emit()
    model.receive(model.published)
    decoded = decode_relation(model.source, write)
    assert decoded.issues == ()
    assert [found.target.spec.label_selector for found in decoded.targets] == [{"é": "😀"}]
    assert encode_databag(
        write.ProviderAppData(backup_targets=[found.target for found in decoded.targets])
    ) == (model.published)


@given(entry=entries)
def test_the_requirer_of_the_reference_reads_what_is_encoded(model: Model, entry: Json) -> None:
    model.receive(encode_databag({"backup_targets": [entry]}))
    spec = model.harness.charm.requirer.get_backup_spec(
        entry["app"], entry["relation_name"], entry["model"]
    )
    assert spec is not None
    expected = normalized(entry)["spec"]
    assert spec.model_dump() == {field: expected[field] for field in FIRST_SPEC_FIELDS}
