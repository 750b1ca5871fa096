"""Text in quotation marks, as both languages write it into a message."""

import json

from .unicode import LONE_SURROGATE


def quote(text: str) -> str:
    """`text` as JavaScript's `JSON.stringify` writes it, which escapes lone surrogates too."""
    quoted = json.dumps(text, ensure_ascii=False)
    return LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
