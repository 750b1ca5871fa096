"""The two roles of the interface as `ops` objects: needs the extra `ops`.

`K8sBackupTargetProvider` is for the charm that wants to be backed up, `K8sBackupTargetRequirer`
for the backup charm or backup integrator charm that reads what must be backed up.
"""

from typing import TYPE_CHECKING

from k8s_backup_target._lazy import exports

if TYPE_CHECKING:
    from ._gone import is_relation_gone
    from ._outcome import Outcome, RelationOutcome, SkipReason
    from ._provider import K8sBackupTargetProvider
    from ._read_databag import read_databag
    from ._related import RelatedIssue, RelatedTarget
    from ._requirer import K8sBackupTargetRequirer, TargetsChangedEvent
    from ._spec_source import SpecLike, SpecSource
    from ._state import RequirerState
else:
    __getattr__ = exports(
        __name__,
        {
            "_gone": ("is_relation_gone",),
            "_outcome": ("Outcome", "RelationOutcome", "SkipReason"),
            "_provider": ("K8sBackupTargetProvider",),
            "_read_databag": ("read_databag",),
            "_related": ("RelatedIssue", "RelatedTarget"),
            "_spec_source": ("SpecLike", "SpecSource"),
            "_state": ("RequirerState",),
            "_requirer": ("K8sBackupTargetRequirer", "TargetsChangedEvent"),
        },
    )

__all__ = [
    "K8sBackupTargetProvider",
    "K8sBackupTargetRequirer",
    "Outcome",
    "RelatedIssue",
    "RelatedTarget",
    "RelationOutcome",
    "RequirerState",
    "SkipReason",
    "SpecLike",
    "SpecSource",
    "TargetsChangedEvent",
    "is_relation_gone",
    "read_databag",
]
