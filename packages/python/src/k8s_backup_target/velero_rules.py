"""The differences between Velero's releases for a spec or a Schedule."""

from dataclasses import dataclass
from typing import Literal

from ._generated.lint_names import MeasuredRelease


@dataclass(frozen=True)
class VeleroRules:
    """The rules of one measured release."""

    release: MeasuredRelease
    """The release on which these rules were measured."""

    cron_library: Literal["robfig", "netresearch"]
    """The library that parses a Schedule's cron expression.

    github.com/robfig/cron/v3 up to 1.18.2, github.com/netresearch/go-cron from 1.18.3 on.
    """

    namespace_globs: Literal["literal", "expanded"]
    """The meaning of a glob among the namespaces.

    `expanded`: `*`, `?` and `[a-z]` are matched against the cluster's namespaces when the backup
    starts. `literal`: an included `app-*` is looked up by that very name, an excluded one is
    matched, and `?` and `[` are refused.
    """

    expands_star: bool
    """True if the lone `*` is expanded to the names of all namespaces too."""

    covering_all_is_everything: bool
    """True if names or globs that cover every namespace count as if no namespace were named."""

    cluster_scope_unfiltered: Literal["all", "related"]
    """Cluster-scoped objects in a backup with no filter at all.

    `all`: every one. `related`: Namespaces and what namespaced objects refer to.
    """

    excludes_snapshots: bool
    """True if Velero itself excludes VolumeSnapshots and VolumeSnapshotContents."""

    saves_excluded_namespaces: bool
    """True if the Namespace objects of excluded namespaces are saved (velero-io/velero#9180)."""
