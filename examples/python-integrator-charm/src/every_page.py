"""Reads a list of the Kubernetes API page by page."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from kubernetes_api import KubernetesRefusal
from kubernetes_request import ObjectAnswer

_PAGE_SIZE = 500
"""As kubectl asks."""

_MOST_PAGES = 200
"""Velero looks at every Schedule each minute: a tenth of these is out of its reach."""

_MOST_BYTES = 256 * 1024 * 1024
"""The most text of all pages together."""

_MOST_TIMEOUTS = 4
"""All pages together may take so many times the limit of one request."""


@dataclass(frozen=True)
class PageRequest:
    """One page to ask for."""

    limit: int
    """The most objects that it may hold."""

    token: str | None
    """Where the page before it ended; None for the first."""


def every_page(
    page_at: Callable[[PageRequest], ObjectAnswer | None], timeout_seconds: float
) -> list[object]:
    """Reads a list page by page, smaller pages where one would be too large to hold.

    Raises:
        KubernetesRefusal: what `page_at` raises, and `refused` for an answer without a list of
            items, and a list that begins again, does not end, or holds more than 256 MiB.
    """
    end = time.monotonic() + _MOST_TIMEOUTS * timeout_seconds
    found: list[object] = []
    seen: set[str] = set()
    size = asked = 0
    following = PageRequest(_PAGE_SIZE, None)
    while asked < _MOST_PAGES and time.monotonic() < end:
        asked += 1
        page = _page_or_too_large(page_at, following)
        if page is _TOO_LARGE:
            following = replace(following, limit=following.limit // 2)
            continue
        found.extend(_items_of(page))
        size += page.size
        token = _token_after(page)
        if token is None:
            return found
        if token in seen:
            raise _unreadable("it begins again after a page")
        if size > _MOST_BYTES:
            raise _unreadable(f"it has more than {_MOST_BYTES} bytes")
        seen.add(token)
        following = replace(following, token=token)
    raise _unreadable(
        f"it does not end within {_MOST_PAGES} pages and {_MOST_TIMEOUTS * timeout_seconds} s"
    )


_NOTHING = ObjectAnswer({}, 0)
_TOO_LARGE = ObjectAnswer({}, 0)


def _page_or_too_large(
    page_at: Callable[[PageRequest], ObjectAnswer | None], page: PageRequest
) -> ObjectAnswer:
    try:
        return page_at(page) or _NOTHING
    except KubernetesRefusal as error:
        if page.limit > 1 and error.code == "too-large":
            return _TOO_LARGE
        raise


def _items_of(page: ObjectAnswer) -> list[object]:
    items: object = page.fields.get("items")
    if not isinstance(items, list):
        raise _unreadable("an answer has no items")
    return cast("list[object]", items)


def _token_after(page: ObjectAnswer) -> str | None:
    metadata: object = page.fields.get("metadata")
    if not isinstance(metadata, dict):
        return None
    token = cast("dict[str, object]", metadata).get("continue")
    return token if isinstance(token, str) and token else None


def _unreadable(reason: str) -> KubernetesRefusal:
    message = f"the Kubernetes API's list of Schedules cannot be read: {reason}"
    return KubernetesRefusal("refused", message)
