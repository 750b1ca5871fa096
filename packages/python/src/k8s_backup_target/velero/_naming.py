"""The name of a target's objects, and the hash in it."""

import hashlib
import json
import re
from typing import Final

from k8s_backup_target import read
from k8s_backup_target._unicode import LONE_SURROGATE

HASH_LENGTH: Final = 26
"""The characters of a hash: at five bits each, two texts with one hash cannot be found."""

_MOST_READABLE: Final = 48 - HASH_LENGTH - 1
"""The longest name of a Schedule is 63 characters, the longest label value, less the 15 of
`-YYYYMMDDhhmmss` that Velero appends for the Backups that it makes of it."""

_BASE32: Final = "abcdefghijklmnopqrstuvwxyz234567"


def target_name(target: read.BackupTargetEntry) -> str:
    """The name of a target's Schedule and Backup.

    It is what can be kept of the application's name, and a hash over the exact model, application
    and endpoint: the same target always gets the same name, in TypeScript as well, and two targets
    never share one. A DNS-1123 label of at most 48 characters.
    """
    return name_of(target.app, target.relation_name, target.model)


def name_of(app: str, endpoint: str, model: str) -> str:
    """The name of the target with these names."""
    # JSON keeps ["a", "b"] apart from ["ab"].
    digest = identity_hash([model, app, endpoint])
    dashed = re.sub("[^a-z0-9]+", "-", app.lower())
    readable = dashed.removeprefix("-")[:_MOST_READABLE].removesuffix("-")
    return f"{readable}-{digest}" if readable else digest


def identity_hash(value: str | list[str]) -> str:
    """The first 130 bits of a value's SHA-256, in characters that names may hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    whole = re.sub(LONE_SURROGATE, lambda found: f"\\u{ord(found[0]):04x}", text)
    number = int.from_bytes(hashlib.sha256(whole.encode()).digest(), "big")
    shifts = (256 - 5 * (index + 1) for index in range(HASH_LENGTH))
    return "".join(_BASE32[number >> shift & 31] for shift in shifts)
