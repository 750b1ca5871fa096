"""Writing the application databag."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ._generated.plain import provider_app_data, published_provider_app_data
from ._names import BACKUP_TARGETS
from ._plain import Fields, NotPlainError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel


def encode_databag(data: BaseModel | Mapping[str, object]) -> dict[str, str]:
    """Encodes what a provider publishes, as the databag's one key and its text.

    The text is what `json.dumps` writes, and so byte for byte what `ops.Relation.save` writes:
    schema order, ASCII only, and of an unset field null or nothing, as the schema says. Juju
    compares databags by bytes, so a provider can change its library or its language without a
    `relation-changed`.

    Args:
        data: a `ProviderAppData` of either view, or its fields as plain data.

    Raises:
        ContractError: when `data` is invalid in the write view, or a string in it has a lone
            surrogate.
    """
    try:
        fields = provider_app_data(data)
    except NotPlainError:
        fields = _by_model(data)
    return {BACKUP_TARGETS: json.dumps(published_provider_app_data(fields)[BACKUP_TARGETS])}


def _by_model(data: BaseModel | Mapping[str, object]) -> Fields:
    # Pydantic is imported only where plain data needs its judgement.
    from pydantic import BaseModel  # noqa: PLC0415

    from . import write  # noqa: PLC0415
    from ._validation import parse  # noqa: PLC0415

    fields = data if isinstance(data, BaseModel) else dict(data)
    return parse(write.ProviderAppData, fields).model_dump()
