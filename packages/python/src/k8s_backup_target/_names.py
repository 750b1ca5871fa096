"""Names on the wire."""

from typing import Final

BACKUP_TARGETS: Final = "backup_targets"
"""The application databag's key that holds the backup targets."""

FLAT_KEYS: Final = ("app", "relation_name", "model", "spec")
"""The keys of the layout that the interface's first README showed: one target, a key per field."""

MAX_ISSUES: Final = 10_000
"""How many issues are listed; beyond, one with the rule `too-many-issues` replaces the rest.

A hostile databag of Juju's 16 MiB holds millions of broken entries; to list each would take more
memory than a charm has. Valid targets are found all the same.
"""
