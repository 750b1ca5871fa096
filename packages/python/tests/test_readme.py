"""The snippets of the README and of the guide for switching, run as they are."""

import re
from pathlib import Path

import ops
import ops.testing
import pytest
from page_snippets import run_snippets

from k8s_backup_target.testing import published, relation_for_provider, relation_for_requirer

PACKAGE = Path(__file__).parent.parent
GUIDE = PACKAGE.parents[1] / "docs" / "switching.md"


def test_the_charms_of_the_readme_work(monkeypatch: pytest.MonkeyPatch) -> None:
    names = run_snippets(PACKAGE / "README.md", monkeypatch)
    meta = {"name": "my-app", "provides": {"backup": {"interface": "k8s_backup_target"}}}
    config = {"options": {"ttl": {"type": "string", "default": "30d"}}}
    context = ops.testing.Context(names["ProviderCharm"], meta=meta, config=config)
    relation = relation_for_provider("backup")
    state = ops.testing.State(leader=True, relations=[relation], model=ops.testing.Model("prod"))
    state = context.run(context.on.config_changed(), state)
    found = state.get_relation(relation.id)
    assert [target.spec.ttl for target in published(found)] == ["720h"]

    requires = {"k8s-backup-target": {"interface": "k8s_backup_target"}}
    context = ops.testing.Context(
        names["RequirerCharm"], meta={"name": "backups", "requires": requires}
    )
    relation = relation_for_requirer("k8s-backup-target")
    state = context.run(
        context.on.relation_changed(relation), ops.testing.State(relations=[relation])
    )
    assert state.unit_status == ops.ActiveStatus("1 backup target")


def test_the_guide_for_switching_replaces_imports_that_are_there() -> None:
    (diff,) = re.findall(r"^```diff\n(.*?)^```", GUIDE.read_text(), re.DOTALL | re.MULTILINE)
    for sign, module in (
        ("-", "charmlibs.interfaces.k8s_backup_target"),
        ("+", "k8s_backup_target"),
    ):
        code = "\n".join(line[1:] for line in diff.splitlines() if line.startswith(sign))
        names: dict[str, type] = {}
        exec(code, names)  # noqa: S102
        for name in ("K8sBackupTargetProvider", "K8sBackupTargetSpec"):
            assert names[name].__module__.startswith(module)


def test_the_guide_for_switching_works(monkeypatch: pytest.MonkeyPatch) -> None:
    names = run_snippets(GUIDE, monkeypatch)
    assert len(names["findings"]) == 2
