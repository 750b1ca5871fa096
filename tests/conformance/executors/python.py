"""Executor for ``k8s_backup_target``, the Pydantic mirror: see ../README.md for the protocol."""

import json
import re
import sys
from typing import Any

from k8s_backup_target import (
    ContractError,
    Decoded,
    Issue,
    decode_databag,
    decode_provider_app_data,
    read,
    write,
)
from k8s_backup_target.lint import Finding, lint_for_velero, lint_spec
from k8s_backup_target.velero import check_cron

VIEWS = {"read": read, "write": write}


def lint(decoded: Decoded[Any], velero_version: str | None) -> list[dict[str, Any]]:
    """Lints the valid targets, with pointers into the whole."""
    return [
        said(finding, f"{found.path}/spec{finding.path}")
        for found in decoded.targets
        for finding in (
            lint_spec(found.target.spec)
            if velero_version is None
            else lint_for_velero(found.target.spec, velero_version)
        )
    ]


def said(finding: Finding, path: str) -> dict[str, Any]:
    """One finding, with its texts."""
    return {
        "path": path,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def said_of(issue: Issue) -> dict[str, Any]:
    """An issue with all that it says, but for the words of the language's JSON reader."""
    is_json = issue.rule == "json"
    members = {
        "path": issue.path,
        "rule": issue.rule,
        "message": re.sub(r" \(.*\)$", "", issue.message) if is_json else issue.message,
        "remedy": issue.remedy,
        "key": issue.key,
        "suggestion": issue.suggestion,
    }
    return {name: value for name, value in members.items() if value is not None}


def judge_cron(request: dict[str, Any]) -> dict[str, Any]:
    """Check a cron expression."""
    version = {"velero_version": request["veleroVersion"]} if "veleroVersion" in request else {}
    findings: list[dict[str, Any]] = []
    issues: list[dict[str, Any]] = []
    try:
        findings = [said(each, "") for each in check_cron(request["input"], **version)]
    except ContractError as error:
        issues = [said_of(issue) for issue in error.issues]
    return {
        "id": request["id"],
        "valid": not issues,
        "value": {"backup_targets": []},
        "issues": issues,
        "findings": findings,
    }


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Answer one request."""
    match request["layer"]:
        case "cron":
            return judge_cron(request)
        case "publish" | "claims" as layer:
            # ops is imported only where a charm is asked for.
            import python_roles

            return getattr(python_roles, layer)(request)
        case _:
            return decode(request)


def decode(request: dict[str, Any]) -> dict[str, Any]:
    """Decode one request's input."""
    read_input = decode_databag if request["layer"] == "databag" else decode_provider_app_data
    decoded = read_input(request["input"], view=VIEWS[request["view"]])
    return {
        "id": request["id"],
        "valid": not decoded.issues,
        "value": {"backup_targets": [found.target.model_dump() for found in decoded.targets]},
        "issues": [said_of(issue) for issue in decoded.issues],
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
    """Answer lines; of a line that is not a request, the answers before it are not lost."""
    try:
        for line in lines:
            text = json.dumps(answer(json.loads(line)), separators=(",", ":"))
            sys.stdout.write(f"{text}\n")
    finally:
        sys.stdout.flush()


if __name__ == "__main__":
    main()
