"""The two views of the contract, and what decoding in one of them gives."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from .issue import Issue

EntryT_co = TypeVar("EntryT_co", bound=BaseModel, covariant=True)


class View(Protocol[EntryT_co]):
    """The contract's models in one view: the modules `read` and `write` are such objects."""

    @property
    def ProviderAppData(self) -> type[BaseModel]:  # noqa: N802
        """What a provider publishes in its application databag."""
        ...

    @property
    def BackupTargetEntry(self) -> type[EntryT_co]:  # noqa: N802
        """One backup target."""
        ...


@dataclass(frozen=True, slots=True)
class Decoded(Generic[EntryT_co]):
    """What a databag or a text holds: all that is valid, and an issue for each thing wrong."""

    targets: tuple[EntryT_co, ...] = ()
    """Every valid backup target, in the provider's order."""

    target_paths: tuple[str, ...] = ()
    """Where each of `targets` stands, as an issue's path would say it: `/backup_targets/0`."""

    issues: tuple[Issue, ...] = ()
    """Everything that is wrong; empty when all of the databag or text is valid."""
