"""Reading the backup targets out of an application databag."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar, overload

from pydantic import BaseModel

from . import read
from ._issue import ContractError, Issue
from ._names import BACKUP_TARGETS, FLAT_KEYS
from ._parse_json import Parsed, parse_json
from ._plain_entries import plain_entries
from ._view import Decoded, DecodedTarget, View

EntryT = TypeVar("EntryT", bound=BaseModel)


class Relation(Protocol):
    """The part of a relation that `decode_relation` needs: `ops.Relation` has it."""

    @property
    def app(self) -> Any:  # noqa: ANN401
        """The remote application, or None when it is not known."""
        ...

    @property
    def data(self) -> Mapping[Any, Mapping[str, str]]:
        """The databags by their owner."""
        ...


@overload
def decode_databag(databag: Mapping[str, str]) -> Decoded[read.BackupTargetEntry]: ...
@overload
def decode_databag(databag: Mapping[str, str], view: View[EntryT]) -> Decoded[EntryT]: ...
def decode_databag(databag: Mapping[str, str], view: View[Any] = read) -> Decoded[Any]:
    """Reads the backup targets from an application databag. Raises nothing, whatever it holds.

    Two layouts are understood: the key `backup_targets` with a JSON list, which is what providers
    write, and the four keys `app`, `relation_name`, `model` (bare or JSON-encoded) and `spec`
    (JSON), which is what the interface's first README showed. Other keys are ignored. A
    databag with neither is empty, not wrong: the provider has not published yet.

    One bad entry hides no good one. An issue's path points into the databag with its texts parsed:
    `/backup_targets/0/spec/ttl`, or `/spec/ttl` in the flat layout.

    Args:
        databag: the databag as Juju stores it, a mapping of strings to strings.
        view: `read`, or `write` to refuse unknown keys.
    """
    if BACKUP_TARGETS in databag:
        return _decode_list(databag[BACKUP_TARGETS], view)
    if any(key in databag for key in FLAT_KEYS):
        return _decode_flat(databag, view)
    return Decoded()


@overload
def decode_provider_app_data(text: str) -> Decoded[read.BackupTargetEntry]: ...
@overload
def decode_provider_app_data(text: str, view: View[EntryT]) -> Decoded[EntryT]: ...
def decode_provider_app_data(text: str, view: View[Any] = read) -> Decoded[Any]:
    """Reads the JSON text of a whole `ProviderAppData`, as `decode_databag` reads a databag.

    Gives everything valid and an issue for each thing wrong. Raises nothing, whatever the text.
    """
    try:
        return _decode_data(parse_json(text), view)
    except ContractError as error:
        return Decoded(issues=error.issues)


@overload
def decode_relation(relation: Relation) -> Decoded[read.BackupTargetEntry]: ...
@overload
def decode_relation(relation: Relation, view: View[EntryT]) -> Decoded[EntryT]: ...
def decode_relation(relation: Relation, view: View[Any] = read) -> Decoded[Any]:
    """Reads the backup targets from the remote application's databag of an `ops.Relation`.

    There are no targets without a remote application, which may be unknown while a relation is
    going away. Nothing that the databag holds makes it raise; a failure to read the databag at all
    is raised as it is (in ops, `ops.ModelError`): `k8s_backup_target.charm` knows which of them
    mean that the relation is gone.
    """
    return Decoded() if relation.app is None else decode_databag(relation.data[relation.app], view)


def _decode_list(text: str, view: View[EntryT]) -> Decoded[EntryT]:
    try:
        parsed = parse_json(text)
    except ContractError as error:
        return Decoded(issues=_under(BACKUP_TARGETS, error.issues))
    return _decode_data(Parsed({BACKUP_TARGETS: parsed.value}, parsed.well_formed), view)


def _decode_data(data: Parsed, view: View[EntryT]) -> Decoded[EntryT]:
    decoded = plain_entries(data.value, view)
    if decoded is not None:
        return decoded
    # To salvage takes validators, which most databags need not build.
    from ._salvage import salvage  # noqa: PLC0415

    return salvage(data, view)


def _decode_flat(databag: Mapping[str, str], view: View[EntryT]) -> Decoded[EntryT]:
    entry: dict[str, object] = {}
    issues: tuple[Issue, ...] = ()
    for key in FLAT_KEYS:
        if key not in databag:
            continue
        if key != "spec":
            entry[key] = _bare_or_json(databag[key])
            continue
        try:
            entry[key] = parse_json(databag[key]).value
        except ContractError as error:
            entry[key] = {}  # so that the other fields are checked without it
            issues = _under(key, error.issues)
    # As above: no provider is known to write this layout.
    from ._validation import check  # noqa: PLC0415

    result = check(view.BackupTargetEntry, entry)
    issues += result.issues
    if result.value is None or issues:
        return Decoded(issues=issues)
    return Decoded(targets=(DecodedTarget("", result.value),))


def _bare_or_json(text: str) -> str:
    """The string that a text is in JSON, or else the text itself."""
    try:
        value = parse_json(text).value
    except ContractError:
        return text
    return value if isinstance(value, str) else text


def _under(key: str, issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    return tuple(replace(issue, path=f"/{key}{issue.path}") for issue in issues)
