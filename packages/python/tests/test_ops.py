"""Use with real `ops`, and beside the reference under it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import ops
import ops.testing
import pytest
from charmlibs.interfaces import k8s_backup_target as reference
from charmlibs.interfaces.k8s_backup_target import (
    _schema as reference_schema,  # pyright: ignore[reportPrivateUsage]
)
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from vectors import ENTRY, Json, entries, normalized

from k8s_backup_target import (
    Decoded,
    ProviderAppData,
    decode_relation,
    encode_databag,
    write,
)

META = """
name: my-app
provides: {backup: {interface: k8s_backup_target}}
requires: {source: {interface: k8s_backup_target}}
"""


class Charm(ops.CharmBase):
    """A charm that uses the reference, both ways."""

    spec = reference.K8sBackupTargetSpec(
        include_namespaces=["my-namespace"], label_selector={"é": "😀"}, ttl="72h"
    )

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.provider = reference.K8sBackupTargetProvider(self, "backup", self.spec)
        self.requirer = reference.K8sBackupTargetRequirer(self, "source")


class Model(NamedTuple):
    harness: ops.testing.Harness[Charm]
    backup: ops.Relation
    source: ops.Relation

    @property
    def published(self) -> Mapping[str, str]:
        return self.harness.get_relation_data(self.backup.id, "my-app")

    def receive(self, databag: Mapping[str, str]) -> None:
        """Puts what a remote provider published in place of what is there."""
        old = dict.fromkeys(self.harness.get_relation_data(self.source.id, "remote"), "")
        self.harness.update_relation_data(self.source.id, "remote", {**old, **databag})

    def load(self) -> ProviderAppData:
        assert self.source.app is not None
        return self.source.load(ProviderAppData, self.source.app)


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    with pytest.warns(PendingDeprecationWarning):
        harness = ops.testing.Harness(Charm, meta=META)
    harness.set_model_name("my-model")
    harness.set_leader()
    ids = {name: harness.add_relation(name, "remote") for name in ("backup", "source")}
    harness.begin()
    backup, source = (harness.model.get_relation(name, ids[name]) for name in ids)
    assert backup is not None
    assert source is not None
    yield Model(harness, backup, source)
    harness.cleanup()


@given(targets=st.lists(entries, max_size=2))
def test_save_writes_what_encode_writes(model: Model, targets: list[Json]) -> None:
    data = write.ProviderAppData.model_validate({"backup_targets": targets})
    model.backup.save(data, model.harness.charm.app)
    assert model.published == encode_databag(data)


@given(targets=st.lists(entries, max_size=2))
def test_the_models_of_the_reference_are_saved_to_the_same_bytes(
    model: Model, targets: list[Json]
) -> None:
    data = reference_schema.ProviderAppData.model_validate({"backup_targets": targets})
    model.backup.save(data, model.harness.charm.app)
    assert model.published == encode_databag({"backup_targets": targets})


@given(targets=st.lists(entries, max_size=2))
def test_load_and_decode_read_the_same(model: Model, targets: list[Json]) -> None:
    model.receive(encode_databag({"backup_targets": targets}))
    decoded = decode_relation(model.source)
    assert decoded.issues == ()
    assert [found.target for found in decoded.targets] == model.load().backup_targets
    assert [found.target.model_dump() for found in decoded.targets] == [
        normalized(target) for target in targets
    ]


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
    assert spec.model_dump() == normalized(entry)["spec"]


def test_load_is_all_or_nothing_where_decode_keeps_the_good(model: Model) -> None:
    model.receive(
        {"backup_targets": f"[{write.BackupTargetEntry(**ENTRY).model_dump_json()}, {{}}]"}
    )
    with pytest.raises(ValidationError):
        model.load()
    decoded = decode_relation(model.source)
    assert [found.target.model_dump() for found in decoded.targets] == [ENTRY]
    assert {issue.path for issue in decoded.issues} == {"/backup_targets/1"}


@pytest.mark.parametrize("databag", [{}, {"backup_targets": "["}])
def test_load_raises_value_errors_of_a_missing_or_unreadable_databag(
    model: Model, databag: dict[str, str]
) -> None:
    model.receive(databag)
    with pytest.raises(ValueError, match=r"backup_targets|Expecting"):
        model.load()


def test_a_relation_without_a_remote_application_has_no_targets() -> None:
    class Gone:
        app = None
        data: Mapping[None, Mapping[str, str]] = {}

    assert decode_relation(Gone()) == Decoded()
