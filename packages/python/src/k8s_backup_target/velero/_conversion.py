"""Converts many targets, so one which cannot be converted hides no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from k8s_backup_target import read
from k8s_backup_target._generated.claim_templates import DUPLICATE_CONVERSION
from k8s_backup_target._issue import ContractError
from k8s_backup_target._template import issue_of
from k8s_backup_target.lint import DEFAULT_VELERO_VERSION

from ._backup_config import VeleroSchedule, to_velero_backup_config
from ._manifests import Manifest, to_backup, to_schedule
from ._options import VeleroOptions


class FoundTarget(Protocol):
    """A target as a reader found it: `DecodedTarget` and `RelatedTarget` are such."""

    @property
    def target(self) -> read.BackupTargetEntry:
        """The target."""
        ...


FoundT = TypeVar("FoundT", bound=FoundTarget)
ConvertedT = TypeVar("ConvertedT")


@dataclass(frozen=True, slots=True)
class ConvertedTarget(Generic[FoundT]):
    """One target, and the databag that forwards it."""

    found: FoundT
    databag: dict[str, str]


@dataclass(frozen=True, slots=True)
class RefusedTarget(Generic[FoundT]):
    """One target of which nothing is made."""

    found: FoundT
    error: ContractError
    """Says why. The paths of its issues point into the target, the options or the schedule."""


@dataclass(frozen=True, slots=True)
class Conversion(Generic[FoundT]):
    """What became of a list of targets: each is in one of the two."""

    converted: tuple[ConvertedTarget[FoundT], ...]
    refused: tuple[RefusedTarget[FoundT], ...]


def to_velero_backup_configs(
    targets: Iterable[FoundT],
    schedule: VeleroSchedule | None = None,
    *,
    velero_version: str = DEFAULT_VELERO_VERSION,
) -> Conversion[FoundT]:
    """Writes the databag of `velero_backup_config` for each target.

    Where `to_velero_backup_config` raises, the target is in `refused` with the error. Of two
    targets with the same app, relation_name and model one is refused (rule `duplicate`): the one
    that does not count, or else the second. A relation holds one of the databags.

    Args:
        targets: what `decode_databag` or the requirer found.
        schedule: when backups are made. A cron expression that is refused refuses all.
        velero_version: the server's release, which decides how the expression is read.

    Raises:
        VeleroVersionError: for a `velero_version` that names no release.
    """

    def convert(found: FoundT) -> ConvertedTarget[FoundT]:
        made = to_velero_backup_config(found.target, schedule, velero_version=velero_version)
        return ConvertedTarget(found, made)

    return Conversion(*_convert_each(targets, convert))


@dataclass(frozen=True, slots=True)
class ManifestTarget(Generic[FoundT]):
    """One target, and the object of Velero that is made of it."""

    found: FoundT
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Manifests(Generic[FoundT]):
    """What became of a list of targets: each is in one of the two."""

    converted: tuple[ManifestTarget[FoundT], ...]
    refused: tuple[RefusedTarget[FoundT], ...]


def to_schedules(
    targets: Iterable[FoundT],
    schedule: VeleroSchedule,
    options: VeleroOptions,
    *,
    velero_version: str = DEFAULT_VELERO_VERSION,
) -> Manifests[FoundT]:
    """Makes the Schedule of each target, as `to_schedule` does.

    What that refuses is in `refused`, and hides no other: a cron expression or an option that is
    refused refuses all. Of two targets with the same names one is refused (rule `duplicate`).

    Raises:
        VeleroVersionError: for a `velero_version` that names no release.
    """

    def convert(found: FoundT) -> ManifestTarget[FoundT]:
        made = to_schedule(found.target, schedule, options, velero_version=velero_version)
        return ManifestTarget(found, made)

    return Manifests(*_convert_each(targets, convert))


def to_backups(
    targets: Iterable[FoundT], options: VeleroOptions, *, at: datetime | None = None
) -> Manifests[FoundT]:
    """Makes the Backup of each target, as `to_backup` does; refuses as `to_schedules`."""

    def convert(found: FoundT) -> ManifestTarget[FoundT]:
        return ManifestTarget(found, to_backup(found.target, options, at=at))

    return Manifests(*_convert_each(targets, convert))


def _convert_each(
    targets: Iterable[FoundT], convert: Callable[[FoundT], ConvertedT]
) -> tuple[tuple[ConvertedT, ...], tuple[RefusedTarget[FoundT], ...]]:
    seen: set[tuple[str, str, str]] = set()
    converted: list[ConvertedT] = []
    refused: list[RefusedTarget[FoundT]] = []

    def sort(found: FoundT) -> None:
        try:
            _refuse_duplicate(found, seen)
            converted.append(convert(found))
        except ContractError as error:
            refused.append(RefusedTarget(found, error))

    for found in targets:
        sort(found)
    return tuple(converted), tuple(refused)


def _refuse_duplicate(found: FoundTarget, seen: set[tuple[str, str, str]]) -> None:
    key = (found.target.app, found.target.relation_name, found.target.model)
    if not getattr(found, "is_duplicate", False) and key not in seen:
        seen.add(key)
        return
    raise ContractError([issue_of(DUPLICATE_CONVERSION, "")])
