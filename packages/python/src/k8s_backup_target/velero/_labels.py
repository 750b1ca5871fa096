"""What identifies a target and its owner on the objects that are made of it."""

import hashlib
import re
from typing import Final

from k8s_backup_target import read
from k8s_backup_target._generated.lint import LABEL_VALUE_OWNER
from k8s_backup_target._issue import ContractError
from k8s_backup_target.lint._finding import draft, finding_of
from k8s_backup_target.lint._names import MAX_LABEL, is_qualified_name

from ._naming import HASH_LENGTH, identity_hash

MANAGED_BY_LABEL: Final = "managed-by"
"""The label that says who made an object."""

_HASHED_VALUE: Final = re.compile(r"(?:.*_)?[a-z2-7]{26}")
_MOST_OF_APP: Final = 40


def managed_by_for(app: str, model_uuid: str) -> str:
    """The value of the label `managed-by` for the objects of one application in one Juju model.

    `<application>.<16 hexadecimal digits>`, with the application's name cut at 40 characters.
    Never use a constant: an integrator in a staging model would then own, and delete, what
    production's integrator made.

    Args:
        app: the application's name, for example `velero-integrator`.
        model_uuid: the UUID of its Juju model.

    Raises:
        ContractError: without an application or a model: every model's would share the label.
    """
    _require_text("/app", app, "the name of an application")
    _require_text("/model_uuid", model_uuid, "the UUID of a model")
    digest = hashlib.sha256(f"{model_uuid} {app}".encode()).hexdigest()
    return f"{app[:_MOST_OF_APP]}.{digest[:16]}"


def _require_text(path: str, value: object, meant: str) -> None:
    if not isinstance(value, str) or value.strip() == "":
        raise ContractError([finding_of(draft(LABEL_VALUE_OWNER, path, meant=meant))])


def target_labels(target: read.BackupTargetEntry, managed_by: str) -> dict[str, str]:
    """The labels by which a person finds a target's objects, and this charm its own."""
    return {
        "app": label_value_of(target.app),
        "endpoint": label_value_of(target.relation_name),
        "model": label_value_of(target.model),
        MANAGED_BY_LABEL: managed_by,
    }


def label_value_of(text: str) -> str:
    """The text itself where it is a label value, else what can be kept of it, `_` and a hash.

    A text that merely looks like the latter is hashed as well, so two targets never share all
    labels.
    """
    is_value = text == "" or is_qualified_name(text)
    if is_value and not _HASHED_VALUE.fullmatch(text):
        return text
    dashed = re.sub("[^A-Za-z0-9]+", "-", text)
    readable = dashed.removeprefix("-")[: MAX_LABEL - HASH_LENGTH - 1]
    digest = identity_hash(text)
    return f"{readable}_{digest}" if readable else digest


def target_annotations(target: read.BackupTargetEntry) -> dict[str, str]:
    """The target's exact texts, which labels cannot hold."""
    return {
        "k8s-backup-target/app": target.app,
        "k8s-backup-target/endpoint": target.relation_name,
        "k8s-backup-target/model": target.model,
    }
