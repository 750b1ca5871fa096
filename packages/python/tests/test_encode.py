"""Writing: bytes, and what is refused."""

import hashlib
import json
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import ENTRY, Json, entries, normalized

from k8s_backup_target import ContractError, decode_databag, encode_databag, read, write

LABELS = {
    "équipe": "données",
    "名": "バックアップ",
    "emoji": "😀",
    "esc": 'a"b\\c/d\n\t\x7f<&>\u2028',
}


def entry(**spec: Json) -> dict[str, Json]:
    return {"app": "my-app", "relation_name": "backup", "model": "my-model", "spec": spec}


@pytest.mark.parametrize(
    ("target", "size", "sha256"),
    [
        (
            entry(
                include_namespaces=["my-namespace"],
                include_resources=["persistentvolumeclaims", "services", "deployments"],
                ttl="24h",
            ),
            321,
            "3b2b05c89a5d5e32e18acb6d2be1ef7438bac713083ad8fe5614582466f4a209",
        ),
        (
            entry(
                include_resources=[],
                exclude_namespaces=["kube-system"],
                include_cluster_resources=False,
                label_selector=LABELS,
                ttl="72h0m0s",
            ),
            415,
            "4e1589239566275bfb3187fea8ab5d77ace9ba60e5d81d1fdf6310728202b0bc",
        ),
        (entry(), 259, "0bfa89811ae815dd39608c987dcd57f947eae9e374973e69bd4258f5457a8a9c"),
    ],
)
def test_the_bytes_are_those_of_the_reference(target: Json, size: int, sha256: str) -> None:
    text = encode_databag({"backup_targets": [target]})["backup_targets"].encode()
    assert len(text) == size
    assert hashlib.sha256(text).hexdigest() == sha256


@given(st.lists(entries, max_size=3))
def test_what_is_written_is_read_back(targets: list[Json]) -> None:
    databag = encode_databag({"backup_targets": targets})
    assert list(databag) == ["backup_targets"]
    assert databag["backup_targets"].isascii()
    decoded = decode_databag(databag, write)
    assert decoded.issues == ()
    assert [found.target.model_dump() for found in decoded.targets] == [
        normalized(target) for target in targets
    ]
    assert (
        encode_databag(
            write.ProviderAppData(backup_targets=[found.target for found in decoded.targets])
        )
        == databag
    )


@given(st.lists(entries, max_size=2))
def test_models_of_either_view_and_plain_data_give_the_same_text(targets: list[Json]) -> None:
    data = {"backup_targets": targets}
    expected = encode_databag(data)
    assert encode_databag(read.ProviderAppData.model_validate(data)) == expected
    assert encode_databag(write.ProviderAppData.model_validate(data)) == expected
    mixed = [read.BackupTargetEntry.model_validate(target) for target in targets]
    assert encode_databag({"backup_targets": mixed}) == expected


def test_any_mapping_is_taken() -> None:
    for data in (
        {"backup_targets": [ENTRY]},
        {"backup_targets": [write.BackupTargetEntry(**ENTRY)]},
    ):
        assert encode_databag(MappingProxyType(data)) == encode_databag(data)


def test_the_order_of_labels_is_kept() -> None:
    databag = encode_databag({"backup_targets": [entry(label_selector={"2": "b", "1": "a"})]})
    labels = json.loads(databag["backup_targets"])[0]["spec"]["label_selector"]
    assert list(labels) == ["2", "1"]


@pytest.mark.parametrize(
    ("data", "path", "rule"),
    [
        ({}, "", "required"),
        ({"backup_targets": [ENTRY], "new": 1}, "", "additionalProperties"),
        ({"backup_targets": [{**ENTRY, "x": 1}]}, "/backup_targets/0", "additionalProperties"),
        ({"backup_targets": [{**ENTRY, "app": "\ud800"}]}, "/backup_targets/0/app", "unicode"),
        ({"backup_targets": [entry(ttl=1)]}, "/backup_targets/0/spec/ttl", "type"),
        ({1: 1, "backup_targets": []}, "", "additionalProperties"),
    ],
)  # fmt: skip
def test_invalid_data_is_refused(data: Json, path: str, rule: str) -> None:
    with pytest.raises(ContractError) as caught:
        encode_databag(data)
    assert [(issue.path, issue.rule) for issue in caught.value.issues] == [(path, rule)]


def test_models_that_were_changed_in_place_are_checked_again() -> None:
    data = write.ProviderAppData.model_validate({"backup_targets": [ENTRY]})
    data.backup_targets[0].spec.include_namespaces = ["\ud800"]
    data.backup_targets[0].spec.label_selector = {}
    labels: Json = data.backup_targets[0].spec.label_selector
    labels["a"] = 1
    with pytest.raises(ContractError, match=r"label_selector/a must be of type string$"):
        encode_databag(data)
    labels["a"] = "b"
    with pytest.raises(ContractError, match=r"include_namespaces/0 is not well-formed Unicode"):
        encode_databag(data)
