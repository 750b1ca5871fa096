"""Holds what users can import to `public_api.txt`, a text that people edit."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import k8s_backup_target

LIST = Path(__file__).with_name("public_api.txt")


def _listed() -> dict[str, list[str]]:
    """The names of each module, as the list has them: a module in brackets, then its names."""
    _, *sections = LIST.read_text(encoding="utf-8").replace("\n\n[", "\n[").split("\n[")
    lines = (section.strip().split("\n") for section in sections)
    return {module.rstrip("]"): names for module, *names in lines}


def _exporting() -> dict[str, list[str]]:
    """Each module without a leading `_` in its path, and the names that it exports."""
    walked = pkgutil.walk_packages(k8s_backup_target.__path__, "k8s_backup_target.")
    names = ["k8s_backup_target", *(module.name for module in walked)]
    public = (name for name in names if not any(part.startswith("_") for part in name.split(".")))
    modules = ((name, importlib.import_module(name)) for name in public)
    return {name: list(getattr(module, "__all__", ())) for name, module in modules}


def test_a_module_that_exports_nothing_begins_with_an_underscore() -> None:
    assert [module for module, names in _exporting().items() if not names] == []


def test_the_list_is_what_the_modules_export() -> None:
    assert _exporting() == _listed()


@pytest.mark.parametrize("module", _exporting())
def test_each_public_class_and_function_is_documented(module: str) -> None:
    loaded = importlib.import_module(module)
    members = {name: getattr(loaded, name) for name in _exporting()[module]}
    bare = (name for name, value in members.items() if _needs_text(value) and not value.__doc__)
    assert list(bare) == []


def _needs_text(value: object) -> bool:
    return inspect.isclass(value) or inspect.isfunction(value)
