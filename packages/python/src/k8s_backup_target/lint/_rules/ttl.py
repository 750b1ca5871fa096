"""How long Backups are kept."""

from collections.abc import Iterator
from typing import Final

from k8s_backup_target._generated import lint as templates
from k8s_backup_target._ttl import ttl_seconds
from k8s_backup_target.lint._finding import FindingDraft, draft

# Velero looks for what has expired so often, in seconds.
_COLLECTION: Final = 3600


def ttl_findings(ttl: str | None) -> Iterator[FindingDraft]:
    """What is odd about it. A ttl of zero is a rule of its own."""
    if ttl and 0 < ttl_seconds(ttl) < _COLLECTION:
        yield draft(templates.TTL_BELOW_COLLECTION_TTL, "/ttl", ttl=ttl)
