"""The two roles of the interface as `ops` objects: needs the extra `ops`.

`K8sBackupTargetProvider` is for the charm that wants to be backed up, `K8sBackupTargetRequirer`
for the backup charm or backup integrator charm that reads what must be backed up.
"""

from typing import TYPE_CHECKING

from k8s_backup_target.lazy import exports

if TYPE_CHECKING:
    from .outcome import Outcome, RelationOutcome, SkipReason
    from .provider import K8sBackupTargetProvider
    from .related import RelatedIssue, RelatedTarget
    from .requirer import K8sBackupTargetRequirer, TargetsChangedEvent
    from .spec_source import SpecLike, SpecSource
else:
    __getattr__ = exports(
        __name__,
        {
            "outcome": ("Outcome", "RelationOutcome", "SkipReason"),
            "provider": ("K8sBackupTargetProvider",),
            "related": ("RelatedIssue", "RelatedTarget"),
            "spec_source": ("SpecLike", "SpecSource"),
            "requirer": ("K8sBackupTargetRequirer", "TargetsChangedEvent"),
        },
    )

__all__ = [
    "K8sBackupTargetProvider",
    "K8sBackupTargetRequirer",
    "Outcome",
    "RelatedIssue",
    "RelatedTarget",
    "RelationOutcome",
    "SkipReason",
    "SpecLike",
    "SpecSource",
    "TargetsChangedEvent",
]
