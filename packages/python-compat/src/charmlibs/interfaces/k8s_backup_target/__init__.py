"""The module of `charmlibs-interfaces-k8s-backup-target`, on the library `k8s_backup_target`.

It has the names and the behaviour that charms see of that library, for charms that cannot change
their imports yet. The README lists every intended difference.
"""

from ._alone import require_to_be_alone

require_to_be_alone()

from ._backup_target import (  # noqa: E402
    K8sBackupTargetProvider,
    K8sBackupTargetRequirer,
)
from ._schema import K8sBackupTargetSpec  # noqa: E402
from ._version import __version__ as __version__  # noqa: E402

__all__ = [
    "K8sBackupTargetProvider",
    "K8sBackupTargetRequirer",
    "K8sBackupTargetSpec",
]
