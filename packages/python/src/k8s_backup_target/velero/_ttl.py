"""A `ttl` of the contract as Velero stores it."""

from dataclasses import replace
from typing import Final

from k8s_backup_target._generated.conversion_templates import TTL_RANGE_TTL
from k8s_backup_target._generated.lint import TTL_ZERO_TTL
from k8s_backup_target._issue import ContractError
from k8s_backup_target._template import issue_of
from k8s_backup_target._ttl import ttl_seconds
from k8s_backup_target.lint._finding import draft, finding_of

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
            The ttl is the whole value, so the paths are empty.
    """
    seconds = _seconds_of(ttl)
    if seconds == 0:
        raise ContractError([finding_of(draft(TTL_ZERO_TTL, "", ttl=ttl))])
    if seconds > _MAX_SECONDS:
        raise ContractError([issue_of(TTL_RANGE_TTL, "", ttl=ttl)])
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    if hours:
        return f"{hours}h{minutes}m{rest}s"
    return f"{minutes}m{rest}s" if minutes else f"{rest}s"


def _seconds_of(ttl: str) -> int:
    try:
        return ttl_seconds(ttl)
    except ValueError:
        # Pydantic, which only a ttl that breaks the contract needs.
        from k8s_backup_target import read  # noqa: PLC0415
        from k8s_backup_target._validation import validate  # noqa: PLC0415

        issues = validate(read.K8sBackupTargetSpec, {"ttl": ttl}).issues
        raise ContractError(replace(issue, path="") for issue in issues) from None
