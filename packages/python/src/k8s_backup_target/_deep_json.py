"""A JSON reader that does not recurse, for texts that nest too deeply for Python's own.

What nests too deeply in the text may be gone from the value, replaced by a later field of the same
name. So such a text must be read to its end all the same.
"""

import re
from json import JSONDecodeError, JSONDecoder
from typing import Final, TypeAlias

_Container: TypeAlias = list[object] | dict[str, object]

_SPACE: Final = r"[ \t\n\r]*"
_LIST_STARTS: Final = r"[\[ \t\n\r]*"
_ENDS: Final = r"[\]} \t\n\r]*"
_NO_SPACE: Final = str.maketrans("", "", " \t\n\r")


def load_deep(text: str, decoder: JSONDecoder, *, levels: int) -> object:
    """Decodes `text` as `decoder` would, with the containers at so many `levels` left empty.

    Raises:
        ValueError: when `text` is not JSON.
    """
    return _Reader(text, decoder, levels).read()


class _Reader:
    """A position in a text, and what is open there.

    A hostile text is nothing but brackets, millions of them: runs of them are read at once, and no
    container is made below the levels of interest.
    """

    def __init__(self, text: str, decoder: JSONDecoder, levels: int) -> None:
        self._text = text
        self._decoder = decoder
        self._levels = levels
        # Compiled here and not at import: almost no text is that deep.
        self._space = re.compile(_SPACE)
        self._list_starts = re.compile(_LIST_STARTS)
        self._all_ends = re.compile(_ENDS)
        self._position = 0
        self._name = ""  # of the field to be read next
        self._result: list[object] = []
        self._made: list[_Container] = [self._result]  # the open containers, the innermost last
        self._ends = bytearray()  # how each of them ends, and each below

    def read(self) -> object:
        while self._read_value() or self._read_ends():
            pass
        if self._position < len(self._text):
            raise self._error("Extra data")
        return self._result[0]

    def _read_value(self) -> bool:
        """Reads a scalar or the start of a container. Whether another value comes next."""
        starts = self._skip(self._list_starts).count("[")
        for _ in range(min(starts, self._levels + 1 - len(self._made))):
            self._make([])
        self._ends += b"]" * starts
        mark = self._mark()
        if starts and mark == "]":
            return False
        if mark == "{":
            return self._read_object_start()
        value, self._position = self._decoder.raw_decode(self._text, self._position)
        self._put(value)
        return False

    def _read_object_start(self) -> bool:
        if len(self._made) <= self._levels:
            self._make({})
        self._ends += b"}"
        self._pass_mark()
        if self._mark() == "}":
            return False
        self._read_name()
        return True

    def _read_ends(self) -> bool:
        """Reads what follows a value, up to the next one. Whether there is a next one."""
        ends = self._skip(self._all_ends).translate(_NO_SPACE).encode()
        still_open = len(self._ends) - len(ends)
        if still_open < 0 or bytes(self._ends[still_open:]) != ends[::-1]:
            raise self._error("Unexpected end of a list or an object")
        del self._ends[still_open:]
        del self._made[still_open + 1 :]
        if still_open == 0:
            return False
        if self._mark() != ",":
            raise self._error("Expecting ',' delimiter")
        self._pass_mark()
        if self._ends.endswith(b"}"):
            self._read_name()
        return True

    def _read_name(self) -> None:
        """Reads a field's name and the colon."""
        if self._mark() != '"':
            raise self._error("Expecting property name enclosed in double quotes")
        self._name, self._position = self._decoder.raw_decode(self._text, self._position)
        self._skip(self._space)
        if self._mark() != ":":
            raise self._error("Expecting ':' delimiter")
        self._pass_mark()

    def _make(self, container: _Container) -> None:
        self._put(container)
        self._made.append(container)

    def _put(self, value: object) -> None:
        if len(self._made) > self._levels:
            return
        container = self._made[-1]
        if isinstance(container, list):
            container.append(value)
        else:
            container[self._name] = value

    def _mark(self) -> str:
        return self._text[self._position : self._position + 1]

    def _pass_mark(self) -> None:
        self._position += 1
        self._skip(self._space)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._position)
        run = found[0] if found else ""
        self._position += len(run)
        return run

    def _error(self, message: str) -> JSONDecodeError:
        return JSONDecodeError(message, self._text, self._position)
