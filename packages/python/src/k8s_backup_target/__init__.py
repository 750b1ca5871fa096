"""The `k8s_backup_target` Juju interface, version 0: Pydantic models and the databag's codec.

`K8sBackupTargetSpec` is what a charm declares: the model of the write view, which refuses a
misspelt field. What a charm reads are the models of `k8s_backup_target.read`, which ignore unknown
keys, since a peer may be newer.
"""

from typing import TYPE_CHECKING

from ._lazy import exports

if TYPE_CHECKING:
    from . import read, write
    from ._decode import Relation, decode_databag, decode_provider_app_data, decode_relation
    from ._encode import encode_databag
    from ._issue import ContractError, Issue, describe_issue, summarize_issues
    from ._names import BACKUP_TARGETS
    from ._validation import Result, parse, validate
    from ._view import Decoded, DecodedTarget, View
    from .write import K8sBackupTargetSpec
else:
    __getattr__ = exports(
        __name__,
        {
            "read": ("read",),
            "write": ("write", "K8sBackupTargetSpec"),
            "_decode": (
                "Relation",
                "decode_databag",
                "decode_provider_app_data",
                "decode_relation",
            ),
            "_encode": ("encode_databag",),
            "_issue": ("ContractError", "Issue", "describe_issue", "summarize_issues"),
            "_names": ("BACKUP_TARGETS",),
            "_validation": ("Result", "parse", "validate"),
            "_view": ("Decoded", "DecodedTarget", "View"),
        },
    )

__all__ = [
    "BACKUP_TARGETS",
    "ContractError",
    "Decoded",
    "DecodedTarget",
    "Issue",
    "K8sBackupTargetSpec",
    "Relation",
    "Result",
    "View",
    "decode_databag",
    "decode_provider_app_data",
    "decode_relation",
    "describe_issue",
    "encode_databag",
    "parse",
    "read",
    "summarize_issues",
    "validate",
    "write",
]
