"""The Python snippets of a page, run in order as one module."""

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_SNIPPET = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def run_snippets(page: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Everything that the snippets define."""
    module = ModuleType(page.stem)
    module.__file__ = str(page)  # ops looks for a charm's files next to its module
    monkeypatch.setitem(sys.modules, module.__name__, module)
    names = vars(module)
    for snippet in re.findall(
        r"^```python\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE
    ):
        exec(snippet, names)  # noqa: S102
    return names
