"""Cron expressions.

That Python says what TypeScript says, rule by rule and word by word, is held by the class `cron`
of the conformance corpus and by the fuzzer; that both read what Velero reads, by Velero's code.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8s_backup_target import ContractError, Issue
from k8s_backup_target.lint import Finding, VeleroVersionError
from k8s_backup_target.velero import check_cron
from k8s_backup_target.velero._go_duration import parse_go_duration

ROBFIG, NETRESEARCH = "1.18.1", "1.18.3"

TEST_DATA = Path(__file__).parents[2] / "velero/src/test-data"
SCALARS = json.loads((TEST_DATA / "velero-scalars.json").read_text())
RECORDED = json.loads((TEST_DATA / "cron-runs.json").read_text())
CORPUS = json.loads(
    (Path(__file__).parents[3] / "tests/conformance/corpus/cron.json").read_text()
)["cases"]


def rules_of(expression: str, velero_version: str = NETRESEARCH) -> list[str]:
    """The rules of an expression's issues, or of its warnings."""
    try:
        return [finding.rule for finding in check_cron(expression, velero_version)]
    except ContractError as error:
        return [f"error {issue.rule}" for issue in error.issues]


@pytest.mark.parametrize("vector", SCALARS["cron"], ids=lambda vector: vector["in"])
def test_it_takes_what_robfig_took_and_fires(vector: dict[str, Any]) -> None:
    is_refused = any(rule.startswith("error") for rule in rules_of(vector["in"], ROBFIG))
    assert is_refused == (not vector["ok"] or vector.get("never_fires", False))


def test_it_refuses_what_veleros_own_libraries_refuse_or_never_run() -> None:
    wrong = [
        (each["expression"], each["veleroVersion"])
        for each in RECORDED
        if ("runs" in each)
        == any(
            rule.startswith("error")
            for rule in rules_of(each["expression"], each["veleroVersion"])
        )
    ]
    assert wrong == []


def said_of(
    found: Iterable[Finding | Issue], stated: list[dict[str, str]]
) -> list[dict[str, str]]:
    """What each says, as far as the corpus states it."""
    return [
        {name: getattr(each, name) for name in members}
        for each, members in zip(found, stated, strict=True)
    ]


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["id"])
def test_it_says_what_the_corpus_says(case: dict[str, Any]) -> None:
    version = {"velero_version": case["veleroVersion"]} if "veleroVersion" in case else {}
    if case["valid"]:
        stated = case["findings"]
        assert said_of(check_cron(case["input"], **version), stated) == stated
        return
    with pytest.raises(ContractError) as caught:
        check_cron(case["input"], **version)
    assert said_of(caught.value.issues, case["issues"]) == case["issues"]


def test_an_issue_says_which_field_is_wrong_and_what_it_may_hold() -> None:
    with pytest.raises(ContractError) as caught:
        check_cron("0 0 * 13 *")
    (issue,) = caught.value.issues
    assert (issue.path, issue.rule, issue.message) == (
        "",
        "cron-range",
        'has the month "13", which is not within 1 to 12',
    )


def test_a_warning_says_what_to_do() -> None:
    (warning,) = check_cron("0 0 * * 7")
    assert (warning.path, warning.rule, warning.severity) == ("", "cron-other-release", "warning")
    assert warning.message == (
        'does not work with Velero up to 1.18.2, where it has the day of week "7", which is not '
        "within 0 to 6"
    )
    assert warning.remedy == (
        "write it so that both take it before Velero is upgraded or rolled back"
    )


def test_letters_that_are_no_extension_are_no_numbers() -> None:
    assert rules_of("0 0 X * *") == ["error cron-number"]
    assert rules_of("0 0 L * *") == ["error cron-extension"]


@pytest.mark.parametrize(
    ("expression", "five"),
    [
        ("0 0 3 ? * * *", "0 3 * * *"),
        ("0 0 3 * * 2", "0 3 * * 2"),
        ("0 0 3 ? 2 MON", "0 3 * 2 MON"),
        ("0 3 * * 2 2026", "0 3 * * 2"),
        ("0 0 3 * * MON 2026", "0 3 * * MON"),
        # Quartz counts the days of the week from 1.
        ("0 0 3 ? * 2", None),
        ("0 0 3 * * 2 2026", None),
        ("0 0 3 * * 99", None),
        ("0 0 3 * * mon2026", None),
        ("0 0 0 3 * * MON 2026", None),
    ],
)
def test_it_says_what_is_left_without_seconds_and_years(expression: str, five: str | None) -> None:
    with pytest.raises(ContractError) as caught:
        check_cron(expression)
    remedy = None if five is None else f"write {five}: Velero reads neither seconds nor years"
    assert [each.remedy for each in caught.value.issues] == [remedy]


@pytest.mark.parametrize(
    ("prefix", "zone"),
    [('TZ="', '\\"'), ('TZ=a"a', 'a\\"a'), ("TZ='UTC", "'UTC"), ("TZ=''", ""), ("TZ=a=b", "a=b")],
)
def test_a_zone_is_named_as_it_is_written(prefix: str, zone: str) -> None:
    with pytest.raises(ContractError, match=re.escape(f'unknown time zone "{zone}":')):
        check_cron(f"{prefix} @daily")


@pytest.mark.parametrize("value", [None, 5, b"@daily", ["@daily"]])
def test_what_is_no_text_is_refused(value: Any) -> None:
    assert rules_of(value) == ["error cron-type"]


def test_a_release_that_is_none_is_refused() -> None:
    with pytest.raises(VeleroVersionError):
        check_cron("@daily", "1.18")


signs = st.sampled_from([*"0123456789*?/-,+@ LWfri\t\u3000\u0663_", "TZ=", "@every ", "UTC ", "h"])


@given(st.text() | st.lists(signs).map("".join), st.sampled_from([ROBFIG, NETRESEARCH]))
def test_no_text_raises_anything_else(expression: str, velero_version: str) -> None:
    rules_of(expression, velero_version)


@given(st.integers(0, 59), st.integers(0, 23), st.integers(1, 28), st.integers(0, 6))
def test_both_libraries_take_plain_numbers(minute: int, hour: int, day: int, weekday: int) -> None:
    for expression in (f"{minute} {hour} * * {weekday}", f"{minute} {hour} {day} * *"):
        assert rules_of(expression, ROBFIG) == rules_of(expression, NETRESEARCH) == []


@pytest.mark.parametrize(
    "expression",
    [
        "9" * 1_000_000 + " * * * *",
        "@every " + "9" * 1_000_000 + "h",
        "@every 0." + "0" * 1_000_000 + "1h",
        "@every " + "0h" * 500_000,
        "1," * 200_000 + "1 * * * *",
        "-" * 1_000_000 + " * * * *",
        "0 0 *" + " " * 1_000_000 + "* *",
        "TZ=UTC" + " " * 1_000_000 + "x" + " " * 1_000_000,
        "TZ=" + "a/" * 500_000 + " * * * * *",
    ],
    ids=["digits", "hours", "fraction", "terms", "list", "hyphens", "spaces", "ends", "zone"],
)
def test_a_hostile_expression_takes_linear_time(expression: str) -> None:
    started = time.process_time()
    rules_of(expression, ROBFIG)
    # Quadratic, the least of these would take many minutes.
    assert time.process_time() - started < 30


def test_the_grammar_and_the_zones_are_loaded_when_they_are_needed() -> None:
    code = """
import sys
from k8s_backup_target import velero
def loaded():
    names = ("_cron", "_cron.zone_names")
    return [name for name in names if f"k8s_backup_target.velero.{name}" in sys.modules]
velero.to_go_duration("30d")
assert loaded() == []
velero.check_cron("@daily")
assert loaded() == ["_cron"]
velero.check_cron("TZ=Europe/Berlin 0 2 * * *")
assert loaded() == ["_cron", "_cron.zone_names"]
assert "pydantic" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603


@pytest.mark.parametrize("vector", SCALARS["durations"], ids=lambda vector: vector["in"])
def test_a_duration_is_read_as_go_does(vector: dict[str, Any]) -> None:
    nanoseconds = parse_go_duration(vector["in"])
    assert (nanoseconds is not None) == vector["ok"]
    if "seconds" in vector:
        assert (nanoseconds or 0) / 1e9 == pytest.approx(vector["seconds"])


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("9223372036854775807ns", 2**63 - 1),
        ("9223372036854775808ns", None),
        ("-9223372036854775808ns", -(2**63)),
        ("2562047h47m16.854775807s", 2**63 - 1),
        ("2562047h47m16.854775808s", None),
        ("-2562047h47m16.854775809s", None),
        ("9223372036854775807ns2ns", None),
        ("00000000000000000000001s", 1_000_000_000),
        ("1h.5m", 3_630_000_000_000),
        ("0.9223372036854775807h", 3_320_413_933_267),
        ("0.3333333333333333333333h", 1_200_000_000_000),
        ("1\u03bcs", 1000),
        ("+0", 0),
        (".s", None),
        ("", None),
        ("-", None),
        ("1\u0663s", None),
    ],
)
def test_a_duration_is_exact_at_the_limits(text: str, nanoseconds: int | None) -> None:
    assert parse_go_duration(text) == nanoseconds
