"""What most databags hold: a few entries, every one of them plain and valid."""

from typing import Any, Final, TypeVar, cast

from pydantic import BaseModel

from ._construct import construct
from ._generated.plain import backup_target_entry
from ._names import BACKUP_TARGETS
from ._plain import NotPlainError
from ._pointer import append_pointer
from ._view import Decoded, DecodedTarget, View

EntryT = TypeVar("EntryT", bound=BaseModel)

# More entries than these are sooner checked by a model, though it must be built first.
_FEW: Final = 100


def plain_entries(data: object, view: View[EntryT]) -> Decoded[EntryT] | None:
    """The targets of a parsed `ProviderAppData`; None where not all is plain and valid."""
    if not isinstance(data, dict) or data.keys() != {BACKUP_TARGETS}:
        return None
    entries: Any = cast("dict[str, object]", data)[BACKUP_TARGETS]
    if not isinstance(entries, list) or len(cast("list[object]", entries)) > _FEW:
        return None
    try:
        targets = [
            DecodedTarget(
                append_pointer(f"/{BACKUP_TARGETS}", index),
                construct(view.BackupTargetEntry, backup_target_entry(entry), entry),
            )
            for index, entry in enumerate(cast("list[Any]", entries))
        ]
    except NotPlainError:
        return None
    return Decoded(tuple(targets))
