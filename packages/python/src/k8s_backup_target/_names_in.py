"""The names that a databag holds, whether or not their entries are valid."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias, cast

from ._issue import ContractError
from ._names import BACKUP_TARGETS
from ._parse_json import parse_json

Names: TypeAlias = tuple[str, str, str]
"""`app`, `relation_name` and `model`."""

_NAMES: Final = ("app", "relation_name", "model")


def names_in(databag: Mapping[str, str]) -> Iterator[Names]:
    """The targets that a databag names, valid or not, as far as names can be read.

    What is refused for its spec, or for another entry, still tells whose target it is about.
    Raises nothing, whatever the databag holds.
    """
    for entry in _entries_in(databag):
        if isinstance(entry, dict):
            fields = cast("dict[str, object]", entry)
            app, relation_name, model = (fields.get(name) for name in _NAMES)
            if isinstance(app, str) and isinstance(relation_name, str) and isinstance(model, str):
                yield app, relation_name, model


def _entries_in(databag: Mapping[str, str]) -> list[object]:
    if BACKUP_TARGETS in databag:
        entries = _parsed(databag[BACKUP_TARGETS])
        return cast("list[object]", entries) if isinstance(entries, list) else []
    return [{name: _bare_or_json(databag[name]) for name in _NAMES if name in databag}]


def _bare_or_json(text: str) -> str:
    value = _parsed(text)
    return value if isinstance(value, str) else text


def _parsed(text: str) -> object:
    """The value of a JSON text, None for any other."""
    try:
        return parse_json(text).value
    except ContractError:
        return None
