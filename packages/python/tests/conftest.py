"""Settings for all tests."""

import gc
import os
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from hypothesis import HealthCheck, settings

_REFERENCE = "charmlibs-interfaces-k8s-backup-target"


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


_IS_PROJECT = _is_installed(_REFERENCE)
# The environments of other versions hold the drop-in instead of the reference, and no version of
# another library changes what a databag costs.
collect_ignore = [] if _IS_PROJECT else ["test_reference.py", "test_memory.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names what is left out."""
    for name in collect_ignore:
        terminalreporter.write_line(f"left out: {name}, which runs in the project's environment")


# A busy machine is not a failure, and a run leaves no files behind.
settings.register_profile(
    "default",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    max_examples=100 if _IS_PROJECT else 20,
)
settings.load_profile("default")


_PATH = os.environ["PATH"]


@pytest.fixture(autouse=True)
def _hook_of_its_own() -> None:  # pyright: ignore[reportUnusedFunction]
    """Lets each test start as Juju starts a hook.

    Where a charm raised, ops 3.0 leaves this variable set, and puts the test's environment back
    when the charm's frames are collected: a later test then ran the commands of an earlier one.
    """
    if os.environ.pop("OPERATOR_DISPATCH", None) is not None:
        gc.collect()
    os.environ["PATH"] = _PATH
