"""Durations as Velero reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8s_backup_target import ContractError
from k8s_backup_target.ttl import ttl_seconds, ttl_without_days
from k8s_backup_target.velero import to_go_duration

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
