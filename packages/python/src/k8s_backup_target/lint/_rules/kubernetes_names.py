"""Rules of Kubernetes for namespaces and labels."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from k8s_backup_target._generated import lint as templates
from k8s_backup_target._lint_template import Template
from k8s_backup_target.lint._finding import FindingDraft, draft
from k8s_backup_target.lint._names import (
    MAX_LABEL,
    is_dns_label,
    is_dns_subdomain,
    is_longer_than,
    is_qualified_name,
)

from .glob import GlobFault, glob_fault

_LIMIT: Final = str(MAX_LABEL)
_SIGNS: Final = re.compile(r"[|()!{},]")
_GLOB_FAULTS: Final[Mapping[GlobFault, Template]] = {
    "broken": templates.GLOB_SYNTAX_BROKEN,
    "misread": templates.GLOB_SYNTAX_MISREAD,
    "nul": templates.GLOB_SYNTAX_NUL,
}
_GLOB_SIGNS: Final = re.compile(r"[*?\[\]]")


def label_key_finding(key: str, path: str) -> Iterator[FindingDraft]:
    """A label key: an optional DNS subdomain and a slash, then at most 63 characters."""
    prefix, slash, rest = key.partition("/")
    name = rest if slash else key
    if "/" in name:
        yield draft(templates.LABEL_KEY_SLASHES, path, key=key)
    elif slash and not is_dns_subdomain(prefix):
        yield draft(templates.LABEL_KEY_PREFIX, path, key=key)
    elif is_longer_than(name, MAX_LABEL):
        yield draft(templates.LABEL_KEY_LONG, path, key=key, limit=_LIMIT)
    elif not is_qualified_name(name):
        yield draft(templates.LABEL_KEY_FORM, path, key=key)


def label_value_finding(value: str, path: str) -> Iterator[FindingDraft]:
    """A label value: empty, or a name of at most 63 characters."""
    if is_longer_than(value, MAX_LABEL):
        yield draft(templates.LABEL_VALUE_LONG, path, value=value, limit=_LIMIT)
    elif value and not is_qualified_name(value):
        yield draft(templates.LABEL_VALUE_FORM, path, value=value)


def namespace_finding(name: str, path: str) -> Iterator[FindingDraft]:
    """A namespace, or a glob as Velero takes it: `*`, `?`, `[abc]`, `[a-z]`.

    What remains of a glob when these signs are read as letters must be a namespace's name.
    """
    brackets = _bracket_fault(name)
    # Some releases take two stars, and then judge the rest of the name.
    if "**" in name:
        yield draft(templates.NAMESPACE_NAME_STARS, path, name=name)
    if _SIGNS.search(name):
        yield draft(templates.NAMESPACE_NAME_SIGN, path, name=name)
    elif brackets is not None:
        yield draft(brackets, path, name=name)
    elif is_longer_than(name, MAX_LABEL):
        yield draft(templates.NAMESPACE_NAME_LONG, path, name=name, limit=_LIMIT)
    elif not is_dns_label(_GLOB_SIGNS.sub("x", name)):
        yield draft(templates.NAMESPACE_NAME_FORM, path, name=name)
    else:
        yield from glob_finding(name, path)


def glob_finding(name: str, path: str) -> Iterator[FindingDraft]:
    """A pattern whose brackets Velero does not read as they are written."""
    fault = glob_fault(name)
    if fault is not None:
        yield draft(_GLOB_FAULTS[fault], path, name=name)


def _bracket_fault(pattern: str) -> Template | None:
    start = -1
    for index, character in enumerate(pattern):
        if character == "[":
            if start != -1:
                return templates.NAMESPACE_NAME_NESTED
            start = index
        elif character == "]":
            if start == -1:
                return templates.NAMESPACE_NAME_UNOPENED
            if start == index - 1:
                return templates.NAMESPACE_NAME_EMPTY
            start = -1
    return None if start == -1 else templates.NAMESPACE_NAME_UNCLOSED
