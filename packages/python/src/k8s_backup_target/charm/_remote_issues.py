"""Issues of the relations' databags, in bounded number."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from k8s_backup_target._generated.contract_templates import TOO_MANY_ISSUES_REFUSED
from k8s_backup_target._template import issue_of

from ._related import RelatedIssue, RelatedTarget

MOST_IN_RELATION: Final = 1000
"""How many issues of one relation are listed."""

MOST_IN_ALL: Final = 10_000
"""How many issues are listed in all."""


def lint_issues(targets: Iterable[RelatedTarget]) -> Iterator[RelatedIssue]:
    """Faults that the backup operator would misread; the paths point into the databag."""
    # A hook that shows no issues needs no lint.
    from k8s_backup_target.lint._lint import findings_in  # noqa: PLC0415

    for related in targets:
        for finding in findings_in(related.target.spec):
            path = f"{related.path}/spec{finding.path}"
            issue = replace(finding, path=path)
            yield RelatedIssue.of(issue, related.relation, finding.severity, refused=False)


def bounded(issues: Iterator[RelatedIssue], most: int) -> Iterator[RelatedIssue]:
    """The first issues, and one with the rule `too-many-issues` for the rest.

    A remote writes as it likes, and a person reads the first.
    """
    yield from islice(issues, most)
    more = next(issues, None)
    if more is not None:
        template = TOO_MANY_ISSUES_REFUSED
        rest = issue_of(template, "", limit=str(most))
        refused = template.refused
        yield RelatedIssue.of(rest, more.relation, template.severity, refused=refused)
