"""Converts many targets, so that one which cannot be converted hides no other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from k8s_backup_target import read
from k8s_backup_target._issue import ContractError, Issue

from ._backup_config import VeleroSchedule, to_velero_backup_config


class FoundTarget(Protocol):
    """A target as a reader found it: `DecodedTarget` and `RelatedTarget` are such."""

    @property
    def target(self) -> read.BackupTargetEntry:
        """The target."""
        ...


FoundT = TypeVar("FoundT", bound=FoundTarget)


@dataclass(frozen=True, slots=True)
class ConvertedTarget(Generic[FoundT]):
    """One target, and the databag that forwards it."""

    found: FoundT
    databag: dict[str, str]


@dataclass(frozen=True, slots=True)
class RefusedTarget(Generic[FoundT]):
    """One target of which no databag is made."""

    found: FoundT
    error: ContractError
    """Says why. The paths of its issues point into the spec, or the whole target is meant."""


@dataclass(frozen=True, slots=True)
class Conversion(Generic[FoundT]):
    """What became of a list of targets: each is in one of the two."""

    converted: tuple[ConvertedTarget[FoundT], ...]
    refused: tuple[RefusedTarget[FoundT], ...]


def to_velero_backup_configs(
    targets: Iterable[FoundT], schedule: VeleroSchedule | None = None
) -> Conversion[FoundT]:
    """Writes the databag of `velero_backup_config` for each target. Raises nothing.

    Where `to_velero_backup_config` raises, the target is in `refused` with the error. Of two
    targets with the same app, relation_name and model one is refused (rule `duplicate`): the one
    that does not count, or else the second. A relation holds one of the databags.

    Args:
        targets: what `decode_databag` or the requirer found.
        schedule: when backups are made. The cron expression is taken as it is: see `check_cron`.
    """
    seen: set[tuple[str, str, str]] = set()
    results = [_convert(found, schedule, seen) for found in targets]
    return Conversion(
        tuple(result for result in results if isinstance(result, ConvertedTarget)),
        tuple(result for result in results if isinstance(result, RefusedTarget)),
    )


def _convert(
    found: FoundT, schedule: VeleroSchedule | None, seen: set[tuple[str, str, str]]
) -> ConvertedTarget[FoundT] | RefusedTarget[FoundT]:
    try:
        _refuse_duplicate(found, seen)
        return ConvertedTarget(found, to_velero_backup_config(found.target, schedule))
    except ContractError as error:
        return RefusedTarget(found, error)


def _refuse_duplicate(found: FoundTarget, seen: set[tuple[str, str, str]]) -> None:
    key = (found.target.app, found.target.relation_name, found.target.model)
    if not getattr(found, "is_duplicate", False) and key not in seen:
        seen.add(key)
        return
    message = "has the same app, relation_name and model as another target, which counts"
    raise ContractError([Issue("", "duplicate", message)])
