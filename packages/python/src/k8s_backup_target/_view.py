"""The two views of the contract, and what decoding in one of them gives."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from ._issue import Issue

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
class DecodedTarget(Generic[EntryT_co]):
    """A valid backup target, and where it is."""

    path: str
    """JSON Pointer to the target in the databag with its texts parsed: `/backup_targets/0`.

    It is the empty string in the flat layout, where the databag itself is the target.
    """

    target: EntryT_co
    """The target."""


@dataclass(frozen=True, slots=True)
class Decoded(Generic[EntryT_co]):
    """All that is valid in a databag or a text, and an issue for each thing wrong."""

    targets: tuple[DecodedTarget[EntryT_co], ...] = ()
    """Every valid backup target, in the provider's order."""

    issues: tuple[Issue, ...] = ()
    """Everything that is wrong; empty when all of the databag or text is valid."""
