"""Executor for ``k8s_backup_target``, the Pydantic mirror: see ../README.md for the protocol."""

import json
import sys
from typing import Any

from k8s_backup_target import Decoded, decode_databag, decode_provider_app_data, read, write
from k8s_backup_target.lint import lint_for_velero, lint_spec

VIEWS = {"read": read, "write": write}


def lint(decoded: Decoded[Any], velero_version: str | None) -> list[dict[str, Any]]:
    """What lint finds in the valid targets, with pointers into the whole."""
    return [
        {
            "path": f"{found.path}/spec{finding.path}",
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "remedy": finding.remedy,
        }
        for found in decoded.targets
        for finding in (
            lint_spec(found.target.spec)
            if velero_version is None
            else lint_for_velero(found.target.spec, velero_version)
        )
    ]


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Decode one request's input."""
    decode = decode_databag if request["layer"] == "databag" else decode_provider_app_data
    decoded = decode(request["input"], view=VIEWS[request["view"]])
    return {
        "id": request["id"],
        "valid": not decoded.issues,
        "value": {"backup_targets": [found.target.model_dump() for found in decoded.targets]},
        "issues": [{"path": issue.path, "rule": issue.rule} for issue in decoded.issues],
        "findings": lint(decoded, request.get("veleroVersion")),
    }


def main() -> None:
    """Answer every line of standard input, in order, and at once all lines that arrive at once."""
    rest = b""
    while chunk := sys.stdin.buffer.read1(1 << 20):
        *lines, rest = (rest + chunk).split(b"\n")
        answer_all(lines)
    if rest:
        answer_all([rest])


def answer_all(lines: list[bytes]) -> None:
    """Answer lines; of a line that is no request, the answers before it are not lost."""
    try:
        for line in lines:
            text = json.dumps(answer(json.loads(line)), separators=(",", ":"))
            sys.stdout.write(f"{text}\n")
    finally:
        sys.stdout.flush()


if __name__ == "__main__":
    main()
