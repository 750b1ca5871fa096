"""Settings for all tests."""

from importlib.util import find_spec

from hypothesis import settings

# Environments of other versions have neither the reference nor the build tools.
_IS_PROJECT = find_spec("build") is not None
collect_ignore = [] if _IS_PROJECT else ["test_ops.py", "test_package.py"]

# A busy machine is no failure, and a run leaves no files behind.
settings.register_profile(
    "default", deadline=None, database=None, max_examples=100 if _IS_PROJECT else 20
)
settings.load_profile("default")
