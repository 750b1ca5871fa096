"""Lone surrogates: halves of a character, which JSON can escape and UTF-8 cannot hold.

JSON readers reject or rewrite them, each in its own way, so two requirers would read
different labels from the same databag. A string that is kept must therefore be well-formed; a
string under an ignored key does not matter.
"""

import re
from typing import Final, cast

LONE_SURROGATE: Final = "[\ud800-\udfff]"
"""One lone surrogate: Python holds a pair as one character."""

_REPLACEMENT: Final = "\ufffd"
_UNSAFE_IN_KEY: Final = f"[\ud800-\udfff{_REPLACEMENT}]"
_ESCAPED: Final = f"{_REPLACEMENT}([0-9a-f]{{4}})"


def is_well_formed(text: str) -> bool:
    """True if `text` has a UTF-8 form."""
    return text.isascii() or re.search(LONE_SURROGATE, text) is None


def may_hold_lone_surrogate(text: str) -> bool:
    """True if a JSON text could hold a lone surrogate, written as it is or as an escape.

    Looking at the text is far cheaper than looking at every string in it.
    """
    return "\\u" in text or not is_well_formed(text)


def escape_key(key: str) -> str:
    """A well-formed stand-in for `key`, and another one for each other key."""
    return re.sub(_UNSAFE_IN_KEY, lambda found: f"{_REPLACEMENT}{ord(found[0]):04x}", key)


def unescape_key(key: str) -> str:
    """The key of which `escape_key` made `key`."""
    return re.sub(_ESCAPED, lambda found: chr(int(found[1], 16)), key)


def well_formed_copy(value: object, levels: int) -> object:
    """A copy that Pydantic can check in full, down to so many `levels`.

    Pydantic stops at the first ill-formed key of an object, and shows ill-formed keys in its
    errors as if they were all the same. In the copy, keys are escaped, and a lone surrogate in any
    other string is replaced, which keeps the string's length.
    """
    if isinstance(value, str):
        return re.sub(LONE_SURROGATE, _REPLACEMENT, value)
    if levels > 0 and isinstance(value, list):
        return [well_formed_copy(item, levels - 1) for item in cast("list[object]", value)]
    if levels > 0 and isinstance(value, dict):
        return {
            escape_key(key) if isinstance(key, str) else key: well_formed_copy(item, levels - 1)
            for key, item in cast("dict[object, object]", value).items()
        }
    return value
