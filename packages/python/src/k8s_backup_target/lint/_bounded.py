"""A bound on what is listed for one spec."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from k8s_backup_target._generated import lint as templates
from k8s_backup_target._issue import Severity

from ._finding import Finding, FindingDraft, draft, finding_of

_MOST_FINDINGS: Final = 1000


def bounded(
    drafts: Iterable[FindingDraft],
    *,
    severity_of: Callable[[FindingDraft], Severity],
    to_finding: Callable[[FindingDraft], Finding],
) -> Iterator[Finding]:
    """The first thousand findings of each severity, so no warnings hide an error.

    One of the rule `too-many-issues` replaces the rest: a hostile spec has millions, and their
    texts are not made.
    """
    room: dict[Severity, int] = dict.fromkeys(("error", "warning", "info"), _MOST_FINDINGS)
    is_cut = False
    for found in drafts:
        severity = severity_of(found)
        if room[severity] == 0:
            is_cut = True
        else:
            room[severity] -= 1
            yield to_finding(found)
    if is_cut:
        yield finding_of(draft(templates.TOO_MANY_ISSUES_REST, "", limit=str(_MOST_FINDINGS)))
