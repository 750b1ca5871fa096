"""Prints what mutmut found, as JSON: `{name, status, file, code, becomes}` for each mutant, the code where it lives.

Runs in the folder in which mutmut ran; its argument is where that folder's files are in the repository.
"""

import json
import re
import sys
from pathlib import Path

from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code


def change(name: str, source: Path) -> dict[str, str]:
    """The lines that a mutant takes away, and those that it has instead."""
    lines = get_diff_for_mutant(name, path=source).splitlines()[2:]
    removed = (line[1:].strip() for line in lines if line.startswith("-"))
    added = (line[1:].strip() for line in lines if line.startswith("+"))
    return {"code": " ".join(removed), "becomes": " ".join(added)}


def is_code(place: dict[str, str]) -> bool:
    """Whether more changes than the type in a cast, which nothing reads as the code runs."""
    # Where the cast begins on the line before, only "Any" is sure to be its type.
    code, becomes = (
        re.sub(
            r"""\bcast\((?:"[^"]*"|None), |^(?:"(?:XX)?any(?:XX)?"|None), """,
            "cast(",
            place[key],
            flags=re.IGNORECASE,
        )
        for key in ("code", "becomes")
    )
    return code != becomes or not code


found: list[dict[str, str]] = []
for meta in sorted(Path("mutants/src").rglob("*.meta")):
    source = meta.relative_to("mutants").with_suffix("")
    data = SourceFileMutationData(path=source)
    data.load()
    for name, code in data.exit_code_by_key.items():
        status = status_by_exit_code[code]
        place = {"code": "", "becomes": ""} if status == "killed" else change(name, source)
        if is_code(place):
            file = f"{sys.argv[1]}/{source}"
            found.append({"name": name, "status": status, "file": file, **place})
json.dump(found, sys.stdout)
