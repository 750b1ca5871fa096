"""A JSON reader that does not recurse, for texts that nest too deeply for Python's own.

What nests too deeply in the text may be gone from the value, replaced by a later field of the same
name. So such a text must be read to its end all the same.
"""

import re
from json import JSONDecodeError, JSONDecoder
from typing import Final, TypeAlias

_Container: TypeAlias = list[object] | dict[str, object]

_SPACE: Final = re.compile(r"[ \t\n\r]*")


def load_deep(text: str, decoder: JSONDecoder, *, levels: int) -> object:
    """What `decoder` would return for `text`, with the containers at so many `levels` left empty.

    Raises:
        ValueError: when `text` is not JSON.
    """
    return _Reader(text, decoder, levels).read()


class _Reader:
    """A position in a text, with the containers that are open there."""

    def __init__(self, text: str, decoder: JSONDecoder, levels: int) -> None:
        self._text = text
        self._decoder = decoder
        self._levels = levels
        self._position = 0
        self._name = ""  # of the field to be read next
        self._result: list[object] = []
        self._open: list[_Container] = [self._result]  # the innermost last
        self._deepest: tuple[_Container, _Container] = ([], {})

    def read(self) -> object:
        self._skip(0)
        while self._read_start() or self._read_end():
            pass
        if self._position < len(self._text):
            raise self._error("Extra data")
        return self._result[0]

    def _read_start(self) -> bool:
        """Reads a scalar or the start of a container. Whether the next thing is a value again."""
        mark = self._mark()
        if mark not in ("[", "{"):
            value, end = self._decoder.raw_decode(self._text, self._position)
            self._put(value)
            self._skip(end)
            return False
        container = self._new(mark)
        self._put(container)
        self._open.append(container)
        self._skip(self._position + 1)
        if self._mark() == _end_of(container):
            return False
        self._read_name()
        return True

    def _read_end(self) -> bool:
        """Reads what follows a value, up to the next one. Whether there is a next one."""
        while len(self._open) > 1:
            mark = self._mark()
            if mark == ",":
                self._skip(self._position + 1)
                self._read_name()
                return True
            if mark != _end_of(self._open.pop()):
                raise self._error("Expecting ',' delimiter")
            self._skip(self._position + 1)
        return False

    def _read_name(self) -> None:
        """In an object, reads a field's name and the colon."""
        if isinstance(self._open[-1], list):
            return
        if self._mark() != '"':
            raise self._error("Expecting property name enclosed in double quotes")
        self._name, end = self._decoder.raw_decode(self._text, self._position)
        self._skip(end)
        if self._mark() != ":":
            raise self._error("Expecting ':' delimiter")
        self._skip(self._position + 1)

    def _new(self, mark: str) -> _Container:
        """A container; below the levels of interest always the same, so that depth costs nothing."""
        if len(self._open) > self._levels:
            return self._deepest[mark == "{"]
        return [] if mark == "[" else {}

    def _put(self, value: object) -> None:
        if len(self._open) > self._levels:
            return
        container = self._open[-1]
        if isinstance(container, list):
            container.append(value)
        else:
            container[self._name] = value

    def _mark(self) -> str:
        return self._text[self._position : self._position + 1]

    def _skip(self, position: int) -> None:
        found = _SPACE.match(self._text, position)
        self._position = found.end() if found else position

    def _error(self, message: str) -> JSONDecodeError:
        return JSONDecodeError(message, self._text, self._position)


def _end_of(container: _Container) -> str:
    return "]" if isinstance(container, list) else "}"
