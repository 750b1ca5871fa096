"""Checking plain data, and the error."""

from typing import Any

import pytest
from hypothesis import given
from vectors import EMPTY_SPEC, ENTRY, Json, json_values

from k8s_backup_target import (
    ContractError,
    Issue,
    parse,
    read,
    summarize_issues,
    validate,
    write,
)

MODELS = [
    getattr(view, name)
    for view in (read, write)
    for name in ("ProviderAppData", "BackupTargetEntry", "K8sBackupTargetSpec")
]


def test_validate_gives_a_model_or_issues() -> None:
    valid = validate(read.K8sBackupTargetSpec, {"ttl": "1h", "new": 1})
    assert valid.value is not None
    assert valid.value.model_dump() == {**EMPTY_SPEC, "ttl": "1h"}
    assert valid.issues == ()
    invalid = validate(read.K8sBackupTargetSpec, {"ttl": 1})
    assert invalid.value is None
    assert [(issue.path, issue.rule) for issue in invalid.issues] == [("/ttl", "type")]


def test_a_model_counts_as_its_fields() -> None:
    spec = read.K8sBackupTargetSpec.model_validate({"ttl": "1h"})
    assert parse(write.K8sBackupTargetSpec, spec).ttl == "1h"
    assert parse(write.BackupTargetEntry, {**ENTRY, "spec": spec}).spec.ttl == "1h"


@pytest.mark.parametrize("model", MODELS)
@given(value=json_values)
def test_any_value_gets_a_verdict(model: Any, value: Json) -> None:
    result = validate(model, value)
    assert (result.value is None) == bool(result.issues)


def test_a_value_that_holds_itself_gets_a_verdict() -> None:
    loop: dict[str, Json] = {}
    loop["label_selector"] = loop
    assert validate(read.K8sBackupTargetSpec, loop).issues


def test_parse_raises_one_error_with_every_issue() -> None:
    with pytest.raises(ContractError) as caught:
        parse(write.BackupTargetEntry, {**ENTRY, "app": 1, "new": 1})
    assert isinstance(caught.value, ValueError)
    assert caught.value.code == "invalid-data"
    assert len(caught.value.issues) == 2
    assert str(caught.value) == (
        'invalid-data: the value has the unknown field "new": correct its spelling or remove it'
        " (and 1 more)"
    )


@pytest.mark.parametrize(
    ("issues", "text"),
    [
        ([], "no issues"),
        ([Issue("", "type", "is wrong")], "the value is wrong"),
        ([Issue("/a", "type", "is wrong")] * 3, "/a is wrong (and 2 more)"),
        ([Issue("/a\r\n\ud800\u2028b", "type", "is\x1b wrong")], "/a b is  wrong"),
    ],
)
def test_a_summary_is_one_printable_line(issues: list[Issue], text: str) -> None:
    assert summarize_issues(issues) == text
    summarize_issues(issues).encode()
