"""Lint. That it says what TypeScript says is held by the conformance corpus and the fuzzer."""

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
    with pytest.raises(VeleroVersionError, match="unknown-velero-version: velero_version is"):
        resolve_velero_version(text)


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
