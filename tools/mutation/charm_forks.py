"""What each fork of a mutated charm does first, loaded before any: a hook that never ends is ended.

Where the environment names a file in MUTANT_HITS, a hook appends each line of the charm that it runs.
"""

from __future__ import annotations

import importlib
import os
import resource
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from mutmut.mutation import trampoline

_MOST_CPU_SECONDS = 20
"""A hook takes a tenth of a second, one with thousands of targets a few."""

_MOST_SECONDS = 300
"""One that waits for ever takes no time of the processor; a busy machine takes its time."""

_MOST_BYTES = 4 * 1024**3
_SOURCES = str(Path(__file__).parent)
_hits: set[tuple[str, int]] = set()


def _bound() -> None:
    signal.alarm(_MOST_SECONDS)
    _end_after(_MOST_CPU_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))


def _end_after(cpu_seconds: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, most))


def _begin(name: str, caller: str | None = None) -> None:
    """Where mutmut notes that a function is called: from the first on, every line is noted."""
    del name, caller
    # It takes several times as long.
    _end_after(resource.RLIM_INFINITY)
    sys.settrace(_trace)


def _trace(frame: FrameType, event: str, argument: object) -> Any:
    del argument
    path, line = frame.f_code.co_filename, frame.f_lineno
    if event == "call" and not path.startswith(_SOURCES):
        return None
    if (path, line) not in _hits:
        _hits.add((path, line))
        with open(os.environ["MUTANT_HITS"], "a", encoding="utf-8") as hits:
            hits.write(f"{Path(path).stem}:{line}\n")
    return _trace


os.register_at_fork(after_in_child=_bound)
trampoline.record_trampoline_hit = _begin
# Loaded by the first request of each hook.
importlib.import_module("anyio._backends._asyncio")
