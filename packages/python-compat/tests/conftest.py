"""Which tests can run here: environments of other versions have no build tools."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("build") else ["test_wheel.py"]
