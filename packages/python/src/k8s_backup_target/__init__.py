"""The `k8s_backup_target` Juju interface, version 0: Pydantic models and the databag's codec.

The models at the top level are those of the read view, which ignores unknown keys: what a charm
reads. A provider constructs those of `k8s_backup_target.write`, which refuse unknown keys.
"""

from typing import TYPE_CHECKING

from .lazy import exports

if TYPE_CHECKING:
    from . import read, write
    from .decode import Relation, decode_databag, decode_provider_app_data, decode_relation
    from .encode import encode_databag
    from .issue import ContractError, Issue, describe_issue, summarize_issues
    from .names import BACKUP_TARGETS
    from .read import BackupTargetEntry, K8sBackupTargetSpec, ProviderAppData
    from .validation import Result, parse, validate
    from .view import Decoded, DecodedTarget, View
else:
    __getattr__ = exports(
        __name__,
        {
            "read": ("read", "BackupTargetEntry", "K8sBackupTargetSpec", "ProviderAppData"),
            "write": ("write",),
            "decode": (
                "Relation",
                "decode_databag",
                "decode_provider_app_data",
                "decode_relation",
            ),
            "encode": ("encode_databag",),
            "issue": ("ContractError", "Issue", "describe_issue", "summarize_issues"),
            "names": ("BACKUP_TARGETS",),
            "validation": ("Result", "parse", "validate"),
            "view": ("Decoded", "DecodedTarget", "View"),
        },
    )

__all__ = [
    "BACKUP_TARGETS",
    "BackupTargetEntry",
    "ContractError",
    "Decoded",
    "DecodedTarget",
    "Issue",
    "K8sBackupTargetSpec",
    "ProviderAppData",
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
