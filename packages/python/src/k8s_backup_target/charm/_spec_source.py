"""The forms in which a charm declares what must be backed up."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from k8s_backup_target import read

SpecLike: TypeAlias = read.K8sBackupTargetSpec | Mapping[str, object] | None
"""A spec of either view or its fields; None means that nothing is to be backed up."""

SpecSource: TypeAlias = SpecLike | Callable[[], SpecLike]
"""A spec, or a function that makes one at each event."""
