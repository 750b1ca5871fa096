"""The check that no other distribution claims this module."""

from importlib.metadata import PackageNotFoundError, distribution

_REFERENCE = "charmlibs-interfaces-k8s-backup-target"


def require_to_be_alone() -> None:
    """Refuses to be imported alongside the reference.

    pip lets two distributions overwrite each other's files in silence, and removing one of them
    then removes files of the other.

    Raises:
        ImportError: when the reference's distribution is installed as well.
    """
    try:
        found = distribution(_REFERENCE)
    except PackageNotFoundError:
        return
    raise ImportError(
        f"{_REFERENCE} {found.version} and k8s-backup-target-compat are both installed and "
        f"overwrite each other's module charmlibs.interfaces.k8s_backup_target: run "
        f"`pip uninstall {_REFERENCE} k8s-backup-target-compat`, then install the one you want"
    )
