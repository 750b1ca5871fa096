"""What a charm's process imports, and when."""

import subprocess
import sys
from importlib import import_module

import pytest

PYDANTIC = "pydantic"
LINT = "k8s_backup_target.lint"
DECODER = "k8s_backup_target._decode"

CHARM = """
import ops, ops.testing
from k8s_backup_target.charm import K8sBackupTargetProvider, K8sBackupTargetRequirer

class Charm(ops.CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        self.provider = K8sBackupTargetProvider(
            self, "backup", lambda: {"ttl": "72h"}, refresh_event=self.on.config_changed
        )
        self.requirer = K8sBackupTargetRequirer(self, "targets")

meta = {
    "name": "my-app",
    "provides": {"backup": {"interface": "k8s_backup_target"}},
    "requires": {"targets": {"interface": "k8s_backup_target"}},
}
context = ops.testing.Context(Charm, meta=meta)
relation = ops.testing.Relation("backup")
"""


def loaded_after(code: str) -> set[str]:
    """The modules that a process has loaded after it ran `code`."""
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import k8s_backup_target",
        "import k8s_backup_target.charm",
        "from k8s_backup_target import ContractError, Issue, summarize_issues",
        "from k8s_backup_target.charm import K8sBackupTargetProvider, K8sBackupTargetRequirer",
        CHARM,
    ],
)
def test_neither_pydantic_nor_the_lint_is_imported_by(code: str) -> None:
    assert loaded_after(code).isdisjoint({PYDANTIC, LINT, DECODER})


@pytest.mark.parametrize(
    ("event", "leader"),
    [("update_status", True), ("start", True), ("config_changed", False)],
)
def test_a_hook_that_publishes_nothing_imports_neither(event: str, *, leader: bool) -> None:
    run = f"context.run(context.on.{event}(), ops.testing.State(leader={leader}))"
    assert loaded_after(CHARM + run).isdisjoint({PYDANTIC, LINT, DECODER})


def test_a_hook_that_publishes_a_mapping_imports_the_lint_and_no_pydantic() -> None:
    run = """
state = ops.testing.State(leader=True, relations=[relation])
out = context.run(context.on.config_changed(), state)
assert "72h" in out.get_relation(relation.id).local_app_data["backup_targets"]
"""
    loaded = loaded_after(CHARM + run)
    assert LINT in loaded
    assert PYDANTIC not in loaded


def test_a_hook_in_which_no_target_changed_imports_neither() -> None:
    run = """
text = '[{"app": "db", "relation_name": "backup", "model": "m", "spec": {"ttl": "72h"}}]'
related = ops.testing.Relation(
    "targets", remote_app_name="db", remote_app_data={"backup_targets": text}
)
state = context.run(context.on.relation_changed(related), ops.testing.State(
    model=ops.testing.Model(name="m"), relations=[related]
))
for name in [name for name in sys.modules if name.startswith(("pydantic", "k8s_backup_target"))]:
    del sys.modules[name]
again = ops.testing.Context(Charm, meta=meta)
changed = state.get_relation(related.id)
with again(again.on.relation_changed(changed), state) as manager:
    manager.run()
    assert manager.charm.requirer.is_ready
"""
    assert loaded_after(f"import sys\n{CHARM}{run}").isdisjoint({PYDANTIC, LINT, DECODER})


@pytest.mark.parametrize("package", ["", ".charm", ".lint", ".velero"])
class TestPublicNames:
    """They are imported when they are first used."""

    @staticmethod
    def name_of(package: str) -> str:
        return f"k8s_backup_target{package}"

    def test_no_module_stands_where_one_of_them_belongs(self, package: str) -> None:
        """To import a module sets the attribute of its name in its package, whoever needs it."""
        name = self.name_of(package)
        code = f"""
import pkgutil, types, {name} as package
for module in pkgutil.iter_modules(package.__path__):
    __import__("{name}." + module.name)
for name in package.__all__:
    is_module = isinstance(getattr(package, name), types.ModuleType)
    assert is_module == (name in ("read", "write")), name
"""
        loaded_after(code)

    def test_an_unknown_name_is_an_attribute_error(self, package: str) -> None:
        name = self.name_of(package)
        with pytest.raises(AttributeError, match=f"module '{name}' has no attribute 'unknown'"):
            _ = import_module(name).unknown
