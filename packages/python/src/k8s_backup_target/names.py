"""Names on the wire."""

from typing import Final

BACKUP_TARGETS: Final = "backup_targets"
"""The application databag's key that holds the backup targets."""
