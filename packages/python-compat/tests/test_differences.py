"""The intended differences, seen on whichever of the two is installed."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from differences import DIFFERENCES, Difference

README = Path(__file__).parent.parent / "README.md"
IS_OURS = find_spec("charmlibs.interfaces.k8s_backup_target._alone") is not None


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.about)
def test_a_difference(difference: Difference, caplog: pytest.LogCaptureFixture) -> None:
    expected = difference.ours if IS_OURS else difference.reference
    assert difference.see(caplog) == expected


def test_the_readme_lists_every_difference() -> None:
    section = README.read_text().partition("## What differs\n")[2].partition("\n## ")[0]
    listed = re.findall(r"^- (.*)$", section, re.MULTILINE)
    assert [line.rstrip(".;").lower() for line in listed] == [
        difference.about.lower() for difference in DIFFERENCES
    ]
