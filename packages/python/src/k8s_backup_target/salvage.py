"""Everything valid out of data that may not be valid as a whole."""

from typing import TypeVar, cast

from pydantic import BaseModel

from .issue import Issue
from .names import BACKUP_TARGETS
from .parse_json import Parsed
from .pointer import append_pointer
from .validate import check
from .view import Decoded, View

EntryT = TypeVar("EntryT", bound=BaseModel)


def salvage(data: Parsed, view: View[EntryT]) -> Decoded[EntryT]:
    """Checks a parsed `ProviderAppData` and keeps every valid entry, in order, beside every issue.

    The entries are checked one by one: that is linear in time, and in a long list of bad entries
    Pydantic never holds more than the errors of one.
    """
    entries = _entries_of(data.value)
    frame = _without_entries(data.value, entries)
    issues: list[Issue] = [
        *check(view.ProviderAppData, frame, well_formed=data.well_formed).issues
    ]
    targets: list[EntryT] = []
    paths: list[str] = []
    for index, entry in enumerate(entries or ()):
        path = append_pointer(f"/{BACKUP_TARGETS}", index)
        result = check(view.BackupTargetEntry, entry, path=path, well_formed=data.well_formed)
        issues += result.issues
        if result.value is not None:
            targets.append(result.value)
            paths.append(path)
    return Decoded(tuple(targets), tuple(paths), tuple(issues))


def _entries_of(value: object) -> list[object] | None:
    """The list of entries, if there is one."""
    fields = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    entries = fields.get(BACKUP_TARGETS)
    return cast("list[object]", entries) if isinstance(entries, list) else None


def _without_entries(value: object, entries: list[object] | None) -> object:
    """The value with an empty list of entries, or as it is if it has no list of them."""
    if entries is None:
        return value
    return {**cast("dict[str, object]", value), BACKUP_TARGETS: []}
