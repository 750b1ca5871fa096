"""Packages whose public names are imported when they are first used (PEP 562).

Juju starts a Python process for every hook, and most hooks publish nothing and read nothing. What
they do not use, above all Pydantic, costs them nothing.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


def exports(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """The `__getattr__` of a package.

    Args:
        package: the package's `__name__`.
        homes: each module's public names, its own among them where the module itself is public.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def load(name: str) -> object:
        home = home_of.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = import_module(f"{package}.{home}")
        value = module if name == home else getattr(module, name)
        # Python asks for a name that is there no second time.
        setattr(sys.modules[package], name, value)
        return value

    return load
