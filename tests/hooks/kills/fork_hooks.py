"""Runs hooks of a charm on `ops`, each in a fork of this process, which has loaded `ops` and the charm.

A line of JSON on standard input starts a hook. Each of its hook commands is a line on standard
output, which the next line on standard input answers, or which ends the hook as `kill -9` does.
The last line of a hook tells how it ended. Before a line on standard input is its length.

    fork_hooks.py FOLDER-OF-THE-SOURCES CLASS-OF-THE-CHARM MODULE-TO-LOAD...
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import ops


def run(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """In place of `subprocess.run`: asks for a hook command."""
    tell({"command": list(command), "stdin": options.get("input") or ""})
    answer = hear()
    if answer is None or answer.get("kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    status, stdout, stderr = (answer[name] for name in ("status", "stdout", "stderr"))
    if options.get("check") and status != 0:
        raise subprocess.CalledProcessError(status, command, stdout, stderr)
    return subprocess.CompletedProcess(command, status, stdout, stderr)


def tell(message: Mapping[str, object]) -> None:
    """Writes a line."""
    os.write(CHANNEL, (json.dumps(message) + "\n").encode())


def hear() -> Any:
    """Reads a line after its length; None at the end.

    No more is read than that: the fork reads on where this process stopped.
    """
    header = exactly(9)
    return None if header is None else json.loads(exactly(int(header)) or b"null")


def exactly(count: int) -> bytes | None:
    """Reads so many bytes; None at the end."""
    data = b""
    while len(data) < count:
        more = os.read(0, count - len(data))
        if not more:
            return None
        data += more
    return data


def hook(charm: type[ops.CharmBase], request: Any) -> int:
    """What `dispatch` does, in this process."""
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    subprocess.run = run  # type: ignore[assignment]
    try:
        ops.main(charm)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - as a process ends
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def main() -> None:
    """Runs hooks until standard input ends."""
    sources, name, *modules = sys.argv[1:]
    sys.path.insert(0, sources)
    charm = getattr(importlib.import_module("charm"), name)
    for module in modules:
        importlib.import_module(module)
    while (request := hear()) is not None:
        child = os.fork()
        if child == 0:
            status = hook(charm, request)
            sys.stderr.flush()
            os._exit(status)
        _, ended = os.waitpid(child, 0)
        tell({"exit": os.waitstatus_to_exitcode(ended)})


# What a charm prints must not be taken for a hook command.
CHANNEL = os.dup(1)
os.dup2(2, 1)
main()
