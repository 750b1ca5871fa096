"""The length of a `ttl`, and its text without days."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8s_backup_target._ttl import TtlParts, parse_ttl, ttl_seconds, ttl_without_days

valid_ttls = st.from_regex(
    r"([0-9]{1,5}d)?([0-9]{1,5}h)?([0-9]{1,6}m)?([0-9]{1,8}s)?",
    fullmatch=True,
    alphabet="0189dhms",
)


@pytest.mark.parametrize(
    ("ttl", "seconds"),
    [
        ("", 0),
        ("0h", 0),
        ("1s", 1),
        ("1m", 60),
        ("1h", 3_600),
        ("1d", 86_400),
        ("1d12h30m15s", 131_415),
        ("0010m", 600),
        ("99999d99999h999999m99999999s", 9_159_909_939),
    ],
)
def test_it_is_so_many_seconds_long(ttl: str, seconds: int) -> None:
    assert ttl_seconds(ttl) == seconds


@pytest.mark.parametrize(
    ("ttl", "hours"),
    [
        ("", ""),
        ("72h", "72h"),
        ("0090m", "0090m"),
        ("1h30m10s", "1h30m10s"),
        ("30d", "720h"),
        ("1d12h", "36h"),
        ("1d30m", "24h30m"),
        ("1d5s", "24h5s"),
        ("1d0m0s", "24h0m0s"),
        ("02d03h04m05s", "51h4m5s"),
        ("0d", "0h"),
        ("99999d99999h", "2499975h"),
    ],
)
def test_days_become_hours(ttl: str, hours: str) -> None:
    assert ttl_without_days(ttl) == hours


@given(ttl=valid_ttls)
def test_without_days_it_is_as_long(ttl: str) -> None:
    hours = ttl_without_days(ttl)
    assert "d" not in hours
    assert ttl_seconds(hours) == ttl_seconds(ttl)
    assert "d" in ttl or hours == ttl


def test_a_part_that_is_zero_is_told_from_one_that_is_not_written() -> None:
    assert parse_ttl("1d0h") == TtlParts(days=1, hours=0, minutes=None, seconds=None)
    assert parse_ttl("5m7s") == TtlParts(days=None, hours=None, minutes=5, seconds=7)
    assert parse_ttl("") == TtlParts(days=None, hours=None, minutes=None, seconds=None)


@pytest.mark.parametrize("ttl", ["24H", "1s1h", "1h\n", "30"])
def test_what_is_none_is_refused(ttl: str) -> None:
    message = re.escape(f"ttl {ttl!r} is not of the form 1d2h3m4s")
    for reader in (parse_ttl, ttl_seconds, ttl_without_days):
        with pytest.raises(ValueError, match=f"^{message}$"):
            reader(ttl)
