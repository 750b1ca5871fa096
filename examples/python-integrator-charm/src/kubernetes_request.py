"""One request to the Kubernetes API: sent again while the server is busy, until its time limit."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from itertools import count
from typing import Any, cast

import anyio
from kubernetes_api import KubernetesRefusal
from shown_text import one_line

_UNAUTHORIZED = 401
_CONFLICT = 409
_BUSY = (429, 503)
"""The server asks for patience, and has done nothing."""

_MOST_RETRIES = 5
_FIRST_WAIT_SECONDS = 0.25
_LONGEST_MESSAGE = 500


@dataclass(frozen=True)
class Answer:
    """A whole answer, whatever its status."""

    status: int
    retry_after: float | None
    """Seconds after which the server wants to be asked again; None where it does not say."""

    text: str


@dataclass(frozen=True)
class ObjectAnswer:
    """A JSON object that the API server answered, and the size of its text."""

    fields: dict[str, Any]
    size: int


async def request(
    send: Callable[[], Awaitable[Answer]],
    timeout_seconds: float,
    tolerated: Collection[int] = (),
    *,
    is_kind_needed: bool = True,
) -> ObjectAnswer | None:
    """Sends a request, again while the API server is busy, until the time limit.

    Args:
        send: sends it. Raises a KubernetesRefusal where no whole answer comes.
        timeout_seconds: the time limit.
        tolerated: statuses that are as good as success: then None is returned.
        is_kind_needed: False where nothing is read in the answer.

    Raises:
        KubernetesRefusal: that says in one line what the server answered, or that it did not.
    """
    busy: Answer | None = None
    try:
        with anyio.fail_after(timeout_seconds):
            for retry in count():
                answer = await send()
                if answer.status in tolerated:
                    return None
                if 200 <= answer.status < 300:
                    return _object_in(answer, is_kind_needed)
                if answer.status not in _BUSY or retry == _MOST_RETRIES:
                    raise _refusal_of(answer)
                busy = answer
                await anyio.sleep(answer.retry_after or _FIRST_WAIT_SECONDS * 2**retry)
                busy = None
    except TimeoutError:
        if busy is not None:
            raise _refusal_of(busy) from None
        raise unreachable(f"no answer within {timeout_seconds} s") from None


def unreachable(reason: str) -> KubernetesRefusal:
    """The refusal of a request to which no whole answer came."""
    message = f"the Kubernetes API cannot be reached: {_short(reason)}"
    return KubernetesRefusal("unreachable", message)


def _refusal_of(answer: Answer) -> KubernetesRefusal:
    message, reason = _status_in(answer.text)
    if answer.status == _UNAUTHORIZED:
        message = "the service account is not accepted"
    is_taken = answer.status == _CONFLICT and reason == "AlreadyExists"
    text = f"the Kubernetes API answered {answer.status}: {_short(message)}"
    return KubernetesRefusal("exists" if is_taken else "refused", text)


def _object_in(answer: Answer, is_kind_needed: bool) -> ObjectAnswer:
    """A proxy in between may answer 200 with a page of its own: nothing was done then."""
    fields = _parsed(answer.text)
    if isinstance(fields, dict) and ("kind" in fields or not is_kind_needed):
        return ObjectAnswer(cast("dict[str, Any]", fields), len(answer.text))
    text = (
        f"the Kubernetes API answered {answer.status} with something else than an object: "
        f"{_short(answer.text)}"
    )
    raise KubernetesRefusal("refused", text)


def _status_in(text: str) -> tuple[str, str]:
    """Message and reason of the Kubernetes Status, as far as the answer is one."""
    status = _parsed(text)
    if not isinstance(status, dict) or "message" not in status:
        return text or "no reason is given", ""
    fields = cast("dict[str, object]", status)
    return str(fields["message"]), str(fields.get("reason", ""))


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return None


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _short(text: str) -> str:
    """A server's words go into a status: one line of bounded length."""
    line = " ".join(one_line(text[: 4 * _LONGEST_MESSAGE]).split())
    return f"{line[:_LONGEST_MESSAGE]}…" if len(line) > _LONGEST_MESSAGE else line
