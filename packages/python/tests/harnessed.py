"""A charm in ops' Harness, with a relation that it writes and one that it reads."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

import ops
import ops.testing
import pytest

_META = """
name: my-app
provides: {backup: {interface: k8s_backup_target}}
requires: {source: {interface: k8s_backup_target}}
"""

CharmType = TypeVar("CharmType", bound=ops.CharmBase)


@dataclass(frozen=True)
class Harnessed(Generic[CharmType]):
    """The leader of `my-app` in the model `my-model`, related to `remote` by both endpoints."""

    harness: ops.testing.Harness[CharmType]
    backup: ops.Relation
    source: ops.Relation

    @property
    def published(self) -> Mapping[str, str]:
        """The charm's own databag."""
        return self.harness.get_relation_data(self.backup.id, "my-app")

    def receive(self, databag: Mapping[str, str]) -> None:
        """Puts what a remote provider published in place of what is there."""
        old = dict.fromkeys(self.harness.get_relation_data(self.source.id, "remote"), "")
        self.harness.update_relation_data(self.source.id, "remote", {**old, **databag})


@contextmanager
def harnessed(charm: type[CharmType]) -> Generator[Harnessed[CharmType], None, None]:
    """Runs `charm`."""
    with pytest.warns(PendingDeprecationWarning):
        harness = ops.testing.Harness(charm, meta=_META)
    harness.set_model_name("my-model")
    harness.set_leader()
    ids = {name: harness.add_relation(name, "remote") for name in ("backup", "source")}
    harness.begin()
    backup, source = (harness.model.get_relation(name, ids[name]) for name in ids)
    assert backup is not None
    assert source is not None
    yield Harnessed(harness, backup, source)
    harness.cleanup()
