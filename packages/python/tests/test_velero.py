"""Durations as Velero reads them."""

import json
from typing import cast

import ops
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import ENTRY

from k8s_backup_target import ContractError, decode_databag, read
from k8s_backup_target._ttl import ttl_seconds, ttl_without_days
from k8s_backup_target.charm import RelatedTarget
from k8s_backup_target.velero import (
    VeleroSchedule,
    to_go_duration,
    to_velero_backup_config,
    to_velero_backup_configs,
)

parts = st.tuples(*[st.none() | st.integers(0, 99_999)] * 4)


def written(parts: tuple[int | None, ...]) -> str:
    return "".join(
        f"{count}{unit}" for count, unit in zip(parts, "dhms", strict=True) if count is not None
    )


@pytest.mark.parametrize(
    ("ttl", "expected"),
    [
        ("30d", "720h0m0s"),
        ("90m", "1h30m0s"),
        ("45s", "45s"),
        ("1d12h", "36h0m0s"),
        ("61s", "1m1s"),
        ("9223372036s", "2562047h47m16s"),
    ],
)
def test_a_ttl_is_printed_as_go_does(ttl: str, expected: str) -> None:
    assert to_go_duration(ttl) == expected


@given(parts)
def test_no_form_changes_the_length(parts: tuple[int | None, ...]) -> None:
    ttl = written(parts)
    assert ttl_seconds(ttl_without_days(ttl)) == ttl_seconds(ttl)
    assert "d" not in ttl_without_days(ttl)
    if ttl_seconds(ttl) > 0:
        assert ttl_seconds(to_go_duration(ttl)) == ttl_seconds(ttl)


@pytest.mark.parametrize(
    ("ttl", "rule"),
    [
        ("3 days", "pattern"),
        ("1h\n", "pattern"),
        ("", "ttl-zero"),
        ("0s", "ttl-zero"),
        ("9" * 10 + "h", "ttl-range"),
    ],
)
def test_what_has_no_length_in_go_is_refused(ttl: str, rule: str) -> None:
    with pytest.raises(ContractError) as caught:
        to_go_duration(ttl)
    assert [issue.rule for issue in caught.value.issues] == [rule]


def test_the_databag_of_velero_operator_has_its_bytes() -> None:
    entry = read.BackupTargetEntry.model_validate(
        {**ENTRY, "spec": {"label_selector": {"a": "b"}, "ttl": "30d"}}
    )
    databag = to_velero_backup_config(entry, VeleroSchedule("0 2 * * *", paused=False))
    assert {key: databag[key] for key in ("app", "relation_name", "model")} == {
        "app": "my-app",
        "relation_name": "backup",
        "model": "my-model",
    }
    assert databag["spec"] == (
        '{"include_namespaces":null,"include_resources":null,"exclude_namespaces":null,'
        '"exclude_resources":null,"label_selector":{"a":"b"},"ttl":"720h",'
        '"include_cluster_resources":null,"schedule":"0 2 * * *","paused":false,'
        '"skip_immediately":null,"use_owner_references_in_backup":null}'
    )


@pytest.mark.parametrize("spec", [{}, {"ttl": ""}])
def test_no_time_to_live_is_null_for_velero_operator(spec: dict[str, str]) -> None:
    entry = read.BackupTargetEntry.model_validate({**ENTRY, "spec": spec})
    # The space of CJK text, which Go takes for one.
    databag = to_velero_backup_config(entry, VeleroSchedule("0\u30002 * * *"))
    assert '"ttl":null,' in databag["spec"]
    assert '"schedule":"0\u30002 * * *",' in databag["spec"]


def test_what_velero_refuses_is_not_forwarded() -> None:
    entry = read.BackupTargetEntry.model_validate({**ENTRY, "spec": {"ttl": "0s"}})
    with pytest.raises(ContractError, match="is zero"):
        to_velero_backup_config(entry)


def test_a_cron_expression_that_velero_refuses_is_not_forwarded() -> None:
    entry = read.BackupTargetEntry.model_validate(ENTRY)
    with pytest.raises(ContractError) as caught:
        to_velero_backup_config(entry, VeleroSchedule(cron="61 * * * *"))
    assert [(issue.path, issue.rule) for issue in caught.value.issues] == [("/cron", "cron-range")]
    found = decode_databag({"backup_targets": json.dumps([ENTRY])}).targets
    for version, accepted in (("1.17.2", 0), ("1.18.3", 1)):
        through_midnight = VeleroSchedule(cron="0 22-2 * * *")
        made = to_velero_backup_configs(found, through_midnight, velero_version=version)
        assert len(made.converted) == accepted


def test_one_target_that_cannot_be_converted_hides_no_other() -> None:
    entries: list[object] = [
        {**ENTRY, "app": "zero", "spec": {"ttl": "0h"}},
        {**ENTRY, "app": "wild", "spec": {"include_namespaces": ["*", "a"]}},
        {**ENTRY, "app": "label", "spec": {"label_selector": {"no/such/key": "x"}}},
        {**ENTRY, "app": "nul", "spec": {"include_namespaces": ["\0"]}},
        *[{}] * 3000,
        {**ENTRY, "app": "good", "spec": {"ttl": "1d"}},
        {**ENTRY, "app": "good", "spec": {"ttl": "2d"}},
    ]
    targets = decode_databag({"backup_targets": json.dumps(entries)}).targets
    conversion = to_velero_backup_configs(targets, VeleroSchedule(cron="@daily"))
    (made,) = conversion.converted
    assert (made.found.target.app, json.loads(made.databag["spec"])["ttl"]) == ("good", "24h")
    refused = [(each.found.target.app, each.error.issues[0].rule) for each in conversion.refused]
    assert refused == [
        ("zero", "ttl-zero"),
        ("wild", "wildcard-and-names"),
        ("label", "label-key"),
        ("nul", "namespace-name"),
        ("good", "duplicate"),
    ]


def test_of_two_claims_the_one_that_counts_is_converted() -> None:
    entry = read.BackupTargetEntry(**ENTRY)
    relation = cast("ops.Relation", None)
    claim = RelatedTarget(relation, "/backup_targets/0", entry, is_duplicate=True)
    counting = RelatedTarget(relation, "/backup_targets/1", entry, is_duplicate=False)
    conversion = to_velero_backup_configs([claim, counting])
    assert [each.found for each in conversion.converted] == [counting]
    assert [each.found for each in conversion.refused] == [claim]
