"""The names that the charm at `velero-backup` can take."""

import json
import re

from k8s_backup_target import read

_MOST_CHARACTERS = 63
# A label of DNS: velero-operator names its Schedule after the application, and labels it with it.
_OBJECT_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_LABEL_VALUE = re.compile(r"[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?")


def receiver_fault(target: read.BackupTargetEntry) -> str | None:
    """Why the charm at `velero-backup` could not take a target; None where it can.

    Kubernetes would refuse what that charm makes of the target's names, and velero-operator skips a
    target without `app`.
    """
    if not _fits(target.app, _OBJECT_NAME):
        return _fault_of("app", target.app, "the name of a Kubernetes object")
    if not _fits(target.relation_name, _LABEL_VALUE):
        return _fault_of("relation_name", target.relation_name, "a Kubernetes label value")
    if not _fits(target.model, _LABEL_VALUE):
        return _fault_of("model", target.model, "a Kubernetes label value")
    return None


def _fits(text: str, form: re.Pattern[str]) -> bool:
    return len(text) <= _MOST_CHARACTERS and form.fullmatch(text) is not None


def _fault_of(field: str, text: str, what: str) -> str:
    shown = text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"
    quoted = json.dumps(shown, ensure_ascii=False)
    return (
        f"{field} {quoted} is not {what}, so the charm at velero-backup could not take the target"
    )
