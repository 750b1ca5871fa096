"""Lint. That it says what TypeScript says is held by the conformance corpus and the fuzzer."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from vectors import Json, specs

from k8s_backup_target import read
from k8s_backup_target.lint import (
    VeleroVersionError,
    lint_for_velero,
    lint_spec,
    resolve_velero_version,
)


def spec_of(**fields: Json) -> read.K8sBackupTargetSpec:
    return read.K8sBackupTargetSpec.model_validate(fields)


def test_a_finding_says_where_what_and_what_to_do() -> None:
    (finding,) = lint_spec(spec_of(include_namespaces=["a", "*"]))
    assert (finding.path, finding.rule, finding.severity, finding.message, finding.remedy) == (
        "/include_namespaces/1",
        "wildcard-and-names",
        "error",
        "cannot be combined with other names, which Velero refuses",
        'keep "*" alone, or the names alone',
    )


def test_a_pattern_that_is_misread_is_pointed_at() -> None:
    (finding,) = lint_spec(spec_of(include_namespaces=["a", "[ab-c]"]))
    assert (finding.path, finding.rule) == ("/include_namespaces/1", "glob-syntax")


def test_cluster_scoped_objects_that_are_left_out_are_told() -> None:
    found = lint_for_velero(spec_of(include_namespaces=["a"], include_cluster_resources=False))
    assert [(each.path, each.rule) for each in found] == [
        ("/include_cluster_resources", "cluster-scope-none")
    ]


def test_a_release_is_named_where_the_text_is_about_it() -> None:
    (finding, *_) = lint_for_velero(spec_of(include_namespaces=["a-*"]), "v1.17.1")
    assert finding.message.startswith("Velero 1.17.1 looks for a namespace")


@given(spec=specs)
def test_lint_for_a_release_begins_with_what_holds_for_all(spec: Json) -> None:
    every = [(each.path, each.rule, each.message) for each in lint_spec(spec_of(**spec))]
    one = [(each.path, each.rule, each.message) for each in lint_for_velero(spec_of(**spec))]
    assert one[: len(every)] == every


@pytest.mark.parametrize(
    ("asked", "version", "rules"),
    [
        ("1.18.3", "1.18.3", "1.18.3"),
        ("v1.18.4", "1.18.4", "1.18.3"),
        ("1.14.0", "1.14.0", "1.14.1"),
        ("1.18.0-rc.1", "1.18.0-rc.1", "1.18.0"),
        ("1.14.9", "1.14.9", "1.14.1"),
        ("1.15.0", "1.15.0", "1.15.2"),
        ("1.16.9", "1.16.9", "1.16.2"),
        ("2.1.0", "2.1.0", "main"),
        ("0.99.0", "0.99.0", "1.14.1"),
        ("1.99.0", "1.99.0", "main"),
        ("2.0.0", "2.0.0", "main"),
        ("v1.13.2", "1.13.2", "1.14.1"),
        ("0.18.3", "0.18.3", "1.14.1"),
        ("v1.16.1_vmware.1", "1.16.1_vmware.1", "1.16.1"),
        ("1.17.2+build.5", "1.17.2+build.5", "1.17.2"),
        ("main", "main", "main"),
    ],
)
def test_a_release_has_the_rules_of_the_nearest(asked: str, version: str, rules: str) -> None:
    velero = resolve_velero_version(asked)
    assert (velero.version, velero.rules.release) == (version, rules)
    assert velero.is_measured == (velero.warning is None)


@pytest.mark.parametrize(
    "text", ["", "1.15", "1.18", "latest", "vmain", "1.18.3\n", "1.18.3_", "1.18.3/x"]
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(VeleroVersionError) as raised:
        resolve_velero_version(text)
    assert raised.value.code == "unknown-velero-version"
    assert str(raised.value) == (
        f"unknown-velero-version: velero_version is {json.dumps(text)}: "
        'write a release such as "1.18.3", or "main"'
    )


def test_forty_characters_of_a_text_are_shown() -> None:
    with pytest.raises(VeleroVersionError, match=f'velero_version is "{40 * "x"}": '):
        resolve_velero_version(41 * "x")


def test_a_release_that_was_not_measured_is_told() -> None:
    (*_, finding) = lint_for_velero(spec_of(include_namespaces=["a"]), "v1.18.9")
    message = "Velero 1.18.9 was not measured: the rules of 1.18.3 are used"
    assert (finding.path, finding.rule, finding.severity, finding.message) == (
        "",
        "release-not-measured",
        "warning",
        message,
    )
    assert resolve_velero_version("v1.18.9").warning == message
    assert resolve_velero_version("v1.18.3").warning is None
    assert len(lint_for_velero(spec_of(include_namespaces=["a"]), "1.18.3")) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"include_namespaces": ["*"] * 20_000 + ["a"]},
        {"include_namespaces": ["[" * 1000] * 1000},
        {"include_resources": ["a"] * 20_000, "exclude_resources": ["a"] * 20_000},
        {"label_selector": {str(number): "-" for number in range(20_000)}},
    ],
    ids=["stars", "brackets", "overlap", "labels"],
)
def test_a_hostile_spec_takes_linear_time(fields: dict[str, Any]) -> None:
    started = time.monotonic()
    assert lint_for_velero(spec_of(**fields))
    # Quadratic, the least of these would take hours.
    assert time.monotonic() - started < 60
