"""Kubernetes' rules for names."""

import re
from typing import Final

MAX_LABEL: Final = 63
"""The longest name of a namespace, label value, or label key without its prefix."""

_MAX_SUBDOMAIN: Final = 253
_DNS_LABEL: Final = re.compile(r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?")
_QUALIFIED_NAME: Final = re.compile(r"[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?")


def is_dns_label(text: str) -> bool:
    """True if `text` is a DNS label (RFC 1123) of at most 63 characters."""
    return len(text) <= MAX_LABEL and _DNS_LABEL.fullmatch(text) is not None


def is_dns_subdomain(text: str) -> bool:
    """True if `text` is a DNS subdomain (RFC 1123) of at most 253 characters."""
    if len(text) > _MAX_SUBDOMAIN:
        return False
    return all(_DNS_LABEL.fullmatch(part) for part in text.split("."))


def is_qualified_name(text: str) -> bool:
    """True if `text` is a label's key without its prefix, or a label's value, not empty."""
    return len(text) <= MAX_LABEL and _QUALIFIED_NAME.fullmatch(text) is not None


def is_longer_than(text: str, limit: int) -> bool:
    """Counts as JavaScript does, in UTF-16, so both languages find the same."""
    return len(text) > limit or (
        2 * len(text) > limit and len(text.encode("utf-16-le")) > 2 * limit
    )
