"""JSON Pointer, RFC 6901."""


def append_pointer(pointer: str, token: str | int) -> str:
    """`pointer` with one more reference token, escaped."""
    return f"{pointer}/{str(token).replace('~', '~0').replace('/', '~1')}"
