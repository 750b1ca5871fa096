"""Everything valid out of data that may not be valid as a whole."""

from typing import TypeVar, cast

from pydantic import BaseModel

from ._issue import Issue
from ._names import BACKUP_TARGETS, MAX_ISSUES
from ._parse_json import Parsed
from ._pointer import append_pointer
from ._pydantic_issues import not_an_object, too_many_issues
from ._validation import Result, check
from ._view import Decoded, DecodedTarget, View

EntryT = TypeVar("EntryT", bound=BaseModel)


def salvage(data: Parsed, view: View[EntryT]) -> Decoded[EntryT]:
    """Checks a parsed `ProviderAppData` and keeps every valid entry, in order, and every issue.

    The entries are checked one by one: that is linear in time, and in a long list of bad entries
    Pydantic never holds more than the errors of one.
    """
    entries = _entries_of(data.value)
    frame = _without_entries(data.value, entries)
    issues: list[Issue] = [
        *check(view.ProviderAppData, frame, well_formed=data.well_formed).issues
    ]
    full = False
    fields = view.BackupTargetEntry.model_fields.values()
    least = sum(field.is_required() for field in fields)
    targets: list[DecodedTarget[EntryT]] = []
    for index, entry in enumerate(entries or ()):
        if full and not _may_be_valid(entry, least):
            continue
        path = append_pointer(f"/{BACKUP_TARGETS}", index)
        result = _check(view, entry, path, well_formed=data.well_formed)
        if result.value is None and not full:
            # From the first entry whose issues find no room, none are listed, however few.
            full = len(issues) + len(result.issues) > MAX_ISSUES
            issues += (too_many_issues(f"/{BACKUP_TARGETS}"),) if full else result.issues
        if result.value is not None:
            targets.append(DecodedTarget(path, result.value))
    return Decoded(tuple(targets), tuple(issues))


def _check(view: View[EntryT], entry: object, path: str, *, well_formed: bool) -> Result[EntryT]:
    if not isinstance(entry, dict):
        return Result(None, (not_an_object(path),))
    fields = cast("dict[str, object]", entry)
    return check(view.BackupTargetEntry, fields, path=path, well_formed=well_formed)


def _may_be_valid(entry: object, least: int) -> bool:
    """Whether an entry with so many required fields is worth a check once no issues are listed.

    A hostile list holds millions of entries, and a check of each would take minutes.
    """
    return isinstance(entry, dict) and len(cast("dict[str, object]", entry)) >= least


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
