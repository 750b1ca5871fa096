"""What gobwas/glob, with which Velero matches names, makes of the brackets in a pattern."""

from typing import Literal, NamedTuple, TypeAlias

GlobFault: TypeAlias = Literal["broken", "misread", "nul"]


class _Brackets(NamedTuple):
    end: int  # behind the closing bracket
    is_misread: bool


def glob_fault(pattern: str) -> GlobFault | None:
    """Reads a pattern's brackets as gobwas/glob v0.2.3 does.

    After `[` and an optional `!` is one range (`a-z`), or a list of characters in which `-` is
    one of them. Takes time linear in the pattern's length.

    Returns:
        `nul` for a pattern with a NUL, which gobwas takes for its end in some places and drops in
        others; `broken` where gobwas does not compile the pattern; `misread` where it takes a
        range for a list of characters; None where it reads what is written.
    """
    if "\0" in pattern:
        return "nul"
    if "\ufffd" in pattern:
        return "broken"
    is_misread = False
    at = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 2
        elif pattern[at] != "[":
            at += 1
        else:
            brackets = _read_brackets(pattern, at + 1)
            if brackets is None:
                return "broken"
            is_misread = is_misread or brackets.is_misread
            at = brackets.end
    return "misread" if is_misread else None


def _read_brackets(pattern: str, start: int) -> _Brackets | None:
    """The brackets whose content starts at `start`; None where gobwas reports an error."""
    at = start + 1 if pattern[start : start + 1] == "!" else start
    if pattern[at + 1 : at + 2] != "-":
        return _read_list(pattern, at)
    is_range = pattern[at + 3 : at + 4] == "]" and pattern[at] <= pattern[at + 2]
    return _Brackets(at + 4, is_misread=False) if is_range else None


def _read_list(pattern: str, end: int) -> _Brackets | None:
    letters: list[str] = []
    while pattern[end : end + 1] != "]":
        if pattern[end : end + 1] == "\\":
            end += 1
        if end >= len(pattern):
            return None
        letters.append(pattern[end])
        end += 1
    return _Brackets(end + 1, is_misread="-" in letters[1:-1]) if letters else None
