"""Text in quotation marks, as both languages write it into a message."""

import json
import re

from ._unicode import LONE_SURROGATE


def quote(text: str) -> str:
    """`text` as JavaScript's `JSON.stringify` writes it, which escapes lone surrogates too."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(LONE_SURROGATE, lambda found: f"\\u{ord(found[0]):04x}", quoted)
