"""Rules about the namespace lists, by release."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from k8s_backup_target._generated import lint as templates
from k8s_backup_target.lint._finding import FindingDraft, draft
from k8s_backup_target.lint._lists import Lists

_LETTERS_BEFORE_1_18: Final = re.compile(r"[?\[\]]")


def namespace_findings(lists: Lists) -> Iterator[FindingDraft]:
    """Findings about the two lists together."""
    yield from _glob_findings("include_namespaces", lists.include_namespaces)
    yield from _glob_findings("exclude_namespaces", lists.exclude_namespaces)
    if lists.names_namespaces or not lists.exclude_namespaces:
        return
    if "?" in lists.exclude_namespaces:
        path = f"/exclude_namespaces/{lists.exclude_namespaces.index('?')}"
        yield draft(templates.EXCLUDES_WILDCARD_QUESTION, path)
    yield draft(templates.EXCLUDED_NAMESPACE_OBJECT_SAVED, "/exclude_namespaces")


def _glob_findings(field: str, names: Sequence[str]) -> Iterator[FindingDraft]:
    """Before 1.18, Velero takes `?` and `[` for letters of a name, and expands no include."""
    for index, name in enumerate(names):
        path = f"/{field}/{index}"
        if _LETTERS_BEFORE_1_18.search(name):
            yield draft(templates.NAMESPACE_GLOB_REFUSED, path, name=name)
        elif field == "include_namespaces" and name != "*" and "*" in name:
            yield draft(templates.NAMESPACE_GLOB_LITERAL, path, name=name)
