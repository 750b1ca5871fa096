"""The README's snippets, run as they stand."""

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import ops.testing
import pytest

README = Path(__file__).parent.parent / "README.md"
META = """
name: my-app
provides: {backup: {interface: k8s_backup_target}}
requires: {k8s-backup-target: {interface: k8s_backup_target}}
"""


@pytest.fixture
def readme(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Everything that the snippets define, as in a module of their own."""
    module = ModuleType("readme")
    module.__file__ = str(README)  # ops looks for a charm's files beside its module
    monkeypatch.setitem(sys.modules, module.__name__, module)
    names = vars(module)
    for snippet in re.findall(
        r"^```python\n(.*?)^```", README.read_text(), re.DOTALL | re.MULTILINE
    ):
        exec(snippet, names)  # noqa: S102
    return names


@pytest.mark.filterwarnings("ignore:Harness is deprecated")
def test_the_charms_of_the_readme_work(readme: dict[str, Any]) -> None:
    provider = ops.testing.Harness[ops.CharmBase](readme["ProviderCharm"], meta=META)
    provider.set_model_name("my-model")
    provider.set_leader()
    provider.begin()
    relation_id = provider.add_relation("backup", "remote")
    published = provider.get_relation_data(relation_id, "my-app")
    provider.cleanup()

    requirer = ops.testing.Harness[ops.CharmBase](readme["RequirerCharm"], meta=META)
    requirer.begin()
    relation_id = requirer.add_relation("k8s-backup-target", "remote", app_data=dict(published))
    assert requirer.charm.unit.status == ops.ActiveStatus("my-app")
    requirer.update_relation_data(relation_id, "remote", {"backup_targets": "[{}]"})
    assert isinstance(requirer.charm.unit.status, ops.BlockedStatus)
    requirer.cleanup()


def test_the_plain_snippets_ran(readme: dict[str, Any]) -> None:
    assert len(readme["decoded"].issues) == 1
    assert "spec" not in readme  # refused, as the snippet says
