"""Faults of a value or a databag, and the error that carries them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

# What garbles a log or forges a line of it: control characters, lone surrogates, the line and
# paragraph separators, marks that turn the direction of what follows, and what is not a character.
# Compiled when it is first used: most hooks have no issue.
_NO_CHARACTERS: Final = "".join(
    f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000)
)
_GARBLING: Final = (
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    f"\ufeff\ufff9-\ufffb\ufdd0-\ufdef{_NO_CHARACTERS}]+"
)

Severity: TypeAlias = Literal["error", "warning", "info"]
"""How grave something is.

`error`: Velero, Kubernetes or a requirer rejects it. `warning`: likely a mistake. `info`: nothing
is to be done.
"""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong with a value or a databag.

    Tools compare `path` and `rule`; the texts are for people.
    """

    path: str
    """JSON Pointer to what breaks the rule; the empty string is the whole value."""

    rule: str
    """The JSON Schema keyword that is broken, or `json`, or `unicode`.

    An object that lacks a key (`required`) or has one too many (`additionalProperties`) is itself
    what `path` names. `json` is a text that is not JSON or nests too deeply, `unicode` a lone
    surrogate.
    """

    message: str
    """The fault, in one line; and what to do about it, unless a remedy says so."""

    remedy: str | None = None
    """The advice, in the imperative, if the message does not say what to do."""

    key: str | None = None
    """The field that the object at `path` lacks, or that it has and should not."""

    suggestion: str | None = None
    """The field that is spelt nearly as the unknown `key`."""


class ContractError(ValueError):
    """Data that breaks the contract, raised by the raising forms."""

    code: Final = "invalid-data"
    """The code of the same error in TypeScript."""

    issues: tuple[Issue, ...]
    """Every issue found: where and why."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        """Makes the message a summary of `issues`, in one line."""
        self.issues = tuple(issues)
        super().__init__(self.issues)

    def __str__(self) -> str:
        """The code, the first issue, and how many more there are."""
        return f"{self.code}: {summarize_issues(self.issues)}"


_MOST_OF_PATH: Final = 200
_MOST_OF_TEXT: Final = 600


def describe_issue(issue: Issue) -> str:
    """Formats an issue as one line: where, what and what to do.

    A path over 200 characters is shortened in its middle, and so is a message or a remedy over
    600: a stranger's name of a megabyte is more than Juju's commands can be given.
    """
    where = _shortened(issue.path, _MOST_OF_PATH) or "the value"
    advice = "" if issue.remedy is None else f": {_shortened(issue.remedy, _MOST_OF_TEXT)}"
    return one_line(f"{where} {_shortened(issue.message, _MOST_OF_TEXT)}{advice}")


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most * 7 // 10]}...{text[-(most // 4) :]}"


def summarize_issues(issues: Iterable[Issue]) -> str:
    """The first issue, and how many more there are: fit for a log line or a unit's status."""
    all_issues = tuple(issues)
    if not all_issues:
        return "no issues"
    first, *more = all_issues
    rest = f" (and {len(more)} more)" if more else ""
    return f"{describe_issue(first)}{rest}"


def one_line(text: str) -> str:
    """`text` with a space for each run of what garbles a log."""
    return re.sub(_GARBLING, " ", text)
