"""Everything in Python that sees foreign text, each as a target of the fuzzer."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
from k8s_backup_target import decode_databag, encode_databag, read, write
from k8s_backup_target.lint import lint_for_velero
from k8s_backup_target.velero import (
    VeleroOptions,
    VeleroSchedule,
    reconcile,
    to_schedules,
    to_velero_backup_configs,
)

_ROOT = Path(__file__).parents[4]
sys.path.insert(0, str(_ROOT / "examples/python-integrator-charm/src"))

from every_page import every_page
from kubernetes_api import KubernetesRefusal
from kubernetes_request import Answer, request

_MOST_ISSUES = 10_000
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Control characters, bidirectional controls, lone surrogates, and separators of lines."""

_STATUSES = (200, 201, 401, 403, 404, 409, 422, 500)
_SCHEDULE = VeleroSchedule(cron="0 2 * * *")
_OPTIONS = VeleroOptions(managed_by="req")


class Finding(Exception):
    """A broken promise: the fuzzer keeps the bytes that led to it."""


def _promise(holds: bool, what: str) -> None:
    if not holds:
        raise Finding(what)


def databag(data: bytes) -> None:
    """Reads a text in both views and layouts, and makes of the targets all that can be made."""
    text = data.decode("utf-8", "replace")
    flat = {"app": "app", "relation_name": "backup", "model": text[:20], "spec": text}
    for bag in ({"backup_targets": text}, flat):
        for view in (read, write):
            decoded = decode_databag(bag, view)
            _promise(len(decoded.issues) <= _MOST_ISSUES, "more issues than are listed")
        decoded = decode_databag(bag)
        for found in decoded.targets:
            lint_for_velero(found.target.spec)
        to_schedules(decoded.targets, _SCHEDULE, _OPTIONS)
        to_velero_backup_configs(decoded.targets, _SCHEDULE)
    strict = decode_databag({"backup_targets": text}, write)
    if strict.targets and not strict.issues:
        targets = [found.target for found in strict.targets]
        again = decode_databag(encode_databag({"backup_targets": targets}), write)
        _promise(
            [found.target for found in again.targets] == targets,
            "what was written is read as something else",
        )


def api_answer(data: bytes) -> None:
    """Reads the texts as the pages of a list of Schedules, and compares them with what is wanted."""
    status = _STATUSES[(data[0] if data else 0) % len(_STATUSES)]
    pages = data[1:].decode("utf-8", "replace").split("\0")
    asked = 0

    async def send() -> Answer:
        nonlocal asked
        asked += 1
        return Answer(status=status, retry_after=None, text=pages[(asked - 1) % len(pages)])

    try:
        found = every_page(lambda _: anyio.run(request, send, 5, (409,)), 5)
        _promise(asked <= len(pages), "it asks for pages that it has read")
        made = to_schedules([_TARGET], _SCHEDULE, _OPTIONS)
        reconcile([each.manifest for each in made.converted], found, managed_by="req")
    except KubernetesRefusal as error:
        text = str(error)
        _promise(len(text) < 1000, "a reason of any length")
        unseen = [each for each in text if unicodedata.category(each) in _UNSEEN]
        _promise(not unseen, "a reason of several lines")


_TARGET: Any = decode_databag(
    {"backup_targets": json.dumps([{"app": "a", "relation_name": "b", "model": "m", "spec": {}}])}
).targets[0]

TARGETS: dict[str, Callable[[bytes], None]] = {"databag": databag, "api-answer": api_answer}
"""Each target by its name, which is also that of its folder in `corpus`."""
