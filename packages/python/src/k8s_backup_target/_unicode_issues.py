"""Issues about lone surrogates."""

from typing import Any, cast

from ._generated import contract_templates as templates
from ._issue import Issue
from ._pointer import append_pointer
from ._template import issue_of
from ._unicode import is_well_formed, unescape_key


def unicode_issues(kept: object, original: Any, path: str) -> list[Issue]:  # noqa: ANN401
    """Finds the ill-formed strings of `original` among what was kept of its well-formed copy.

    A key with a lone surrogate cannot be printed in a pointer, so its object is named instead.
    """
    if isinstance(kept, str):
        return [] if is_well_formed(original) else [issue_of(templates.UNICODE_TEXT, path)]
    if isinstance(kept, list):
        items = enumerate(cast("list[object]", kept))
        return [
            issue
            for index, item in items
            for issue in unicode_issues(item, original[index], append_pointer(path, index))
        ]
    issues: list[Issue] = []
    if isinstance(kept, dict):
        for escaped, item in cast("dict[str, object]", kept).items():
            key = unescape_key(escaped)
            if not is_well_formed(key):
                issues.append(issue_of(templates.UNICODE_KEY, path))
            elif key in original:  # a field that was not set is not
                issues += unicode_issues(item, original[key], append_pointer(path, key))
    return issues
