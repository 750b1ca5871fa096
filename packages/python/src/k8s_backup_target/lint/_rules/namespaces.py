"""Rules about the namespace lists, by release."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from k8s_backup_target._generated import lint as templates
from k8s_backup_target.lint._finding import Match, match
from k8s_backup_target.lint._lists import Lists

_LETTERS_BEFORE_1_18: Final = re.compile(r"[?\[\]]")


def namespace_matches(lists: Lists) -> Iterator[Match]:
    """Findings about the two lists together."""
    yield from _glob_matches("include_namespaces", lists.include_namespaces)
    yield from _glob_matches("exclude_namespaces", lists.exclude_namespaces)
    if lists.names_namespaces or not lists.exclude_namespaces:
        return
    if "?" in lists.exclude_namespaces:
        path = f"/exclude_namespaces/{lists.exclude_namespaces.index('?')}"
        yield match(templates.EXCLUDES_WILDCARD_QUESTION, path)
    yield match(templates.EXCLUDED_NAMESPACE_OBJECT_SAVED, "/exclude_namespaces")


def _glob_matches(field: str, names: Sequence[str]) -> Iterator[Match]:
    """Before 1.18, Velero takes `?` and `[` for letters of a name, and expands no include."""
    for index, name in enumerate(names):
        path = f"/{field}/{index}"
        if _LETTERS_BEFORE_1_18.search(name):
            yield match(templates.NAMESPACE_GLOB_REFUSED, path, name=name)
        elif field == "include_namespaces" and name != "*" and "*" in name:
            yield match(templates.NAMESPACE_GLOB_LITERAL, path, name=name)
