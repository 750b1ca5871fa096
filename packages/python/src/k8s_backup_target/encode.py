"""Writing the application databag."""

import json
from collections.abc import Mapping

from pydantic import BaseModel

from . import write
from .names import BACKUP_TARGETS
from .validate import parse


def encode_databag(data: BaseModel | Mapping[str, object]) -> dict[str, str]:
    """Encodes what a provider publishes, as the databag's one key and its text.

    The text is what `json.dumps` writes, and so byte for byte what `ops.Relation.save` writes:
    every field in schema order, null where unset, ASCII only. Juju compares databags by bytes, so
    a provider can change its library or its language without a `relation-changed`.

    Args:
        data: a `ProviderAppData` of either view, or its fields as plain data.

    Raises:
        ContractError: when `data` is invalid in the write view, or a string in it has a lone
            surrogate.
    """
    fields = data if isinstance(data, BaseModel) else dict(data)
    valid = parse(write.ProviderAppData, fields)
    return {BACKUP_TARGETS: json.dumps(valid.model_dump()[BACKUP_TARGETS])}
