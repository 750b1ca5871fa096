"""Telling most databags that hold a target from those that may hold none."""

from collections.abc import Mapping
from typing import cast

from ._generated.plain import backup_target_entry
from ._issue import ContractError
from ._names import BACKUP_TARGETS
from ._parse_json import parse_json
from ._plain import NotPlainError


def first_target_is_valid(
    databag: Mapping[str, str], owner: tuple[str, str] | None = None
) -> bool:
    """True if the first of its targets is plain and valid, as in most databags.

    Args:
        databag: as Juju stores it.
        owner: the application and the model that the target must name. Default: any.
    """
    try:
        entries = parse_json(databag.get(BACKUP_TARGETS, "")).value
        if not isinstance(entries, list) or not entries:
            return False
        entry = backup_target_entry(cast("list[object]", entries)[0])
    except (ContractError, NotPlainError):
        return False
    return owner is None or (entry["app"], entry["model"]) == owner
