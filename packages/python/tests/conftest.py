"""Settings for all tests."""

from hypothesis import settings

# A busy machine is no failure, and a run leaves no files behind.
settings.register_profile("default", deadline=None, database=None)
settings.load_profile("default")
