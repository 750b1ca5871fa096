"""Writes each module with all of its mutants to `mutants`, as mutmut does before it runs any test.

Runs in the folder of a project, whose pyproject.toml says which modules.
"""

from mutmut.__main__ import create_mutants

create_mutants(1)
