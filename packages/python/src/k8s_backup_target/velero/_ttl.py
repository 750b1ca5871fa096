"""A `ttl` of the contract as Velero stores it."""

from typing import Final

from k8s_backup_target._generated.conversion_templates import TTL_RANGE_TTL
from k8s_backup_target._issue import ContractError, Issue
from k8s_backup_target._template import issue_of
from k8s_backup_target._ttl import ttl_seconds

_MAX_SECONDS: Final = 9_223_372_036
"""Go's `time.Duration` counts nanoseconds in 63 bits: 292 years."""


def to_go_duration(ttl: str) -> str:
    """A `ttl` of the contract as Go prints the same duration, which is how Velero stores it.

    `30d` becomes `720h0m0s`, `90m` becomes `1h30m0s`, `45s` stays. Velero reads a ttl with Go's
    `time.ParseDuration`, which has no day unit. The API server checks nothing, and one Backup or
    Schedule with `30d` keeps Velero from reading any other.

    Raises:
        ContractError: when `ttl` breaks the contract (rule `pattern`), is longer than Go can hold
            (`ttl-range`), or is empty or zero (`ttl-zero`), which Velero reads as the server's
            default, 720 hours unless set otherwise, and never as "no time": leave it unset then.
    """
    try:
        seconds = ttl_seconds(ttl)
    except ValueError as error:
        raise _invalid("pattern", str(error)) from None
    if seconds == 0:
        raise _invalid("ttl-zero", f"{ttl!r} has no length: leave the ttl unset")
    if seconds > _MAX_SECONDS:
        raise ContractError([issue_of(TTL_RANGE_TTL, "/ttl", ttl=ttl)])
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    if hours:
        return f"{hours}h{minutes}m{rest}s"
    return f"{minutes}m{rest}s" if minutes else f"{rest}s"


def _invalid(rule: str, message: str) -> ContractError:
    return ContractError([Issue("/ttl", rule, message)])
