"""Rules about the resource lists."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from k8s_backup_target._generated import lint as templates
from k8s_backup_target._lint_template import Template
from k8s_backup_target.lint._finding import FindingDraft, draft
from k8s_backup_target.lint._lists import Lists

from .built_in_types import misspelt_type

# Kubernetes' short names of its own types: Velero knows them in lower case only.
_SHORT_NAMES: Final = frozenset(
    {"cj", "cm", "crd", "crds", "csr", "deploy", "ds", "ep", "ev", "hpa", "ing", "netpol", "no"}
    | {"ns", "pc", "pdb", "po", "pv", "pvc", "quota", "rc", "rs", "sa", "sc", "sts", "svc"}
)
_LONGEST_SHORT_NAME: Final = 6

# Comparing takes time, and a list that people write is shorter.
_MOST_COMPARED: Final = 100

# What JavaScript's `\s` is, in which Python's differs.
_SPACE: Final = re.compile("[\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]")
_VERSION: Final = re.compile(r"\.v[0-9]+(?:(?:alpha|beta)[0-9]+)?(?:\.|\Z)")
_UPPER_CASE: Final = re.compile("[A-Z]")
_EVENTS: Final = re.compile(r"(?:ev|(?i:events?))\.?", re.ASCII)
_NEW_EVENTS: Final = re.compile(r"events?\.events\.k8s\.io", re.ASCII | re.IGNORECASE)

# From 1.17 on, Velero itself leaves these out, and takes them off the include list as well.
_ALWAYS_EXCLUDED: Final = frozenset(
    {
        "volumesnapshots.snapshot.storage.k8s.io",
        "volumesnapshotcontents.snapshot.storage.k8s.io",
    }
)


def resource_findings(lists: Lists) -> Iterator[FindingDraft]:
    """Findings about the names, one by one and together."""
    yield from _name_findings("include_resources", lists.include_resources)
    yield from _name_findings("exclude_resources", lists.exclude_resources)
    yield from _event_findings(lists.exclude_resources)
    yield from _emptied_list_findings(lists.include_resources)


def _name_findings(field: str, names: Sequence[str]) -> Iterator[FindingDraft]:
    for index, name in enumerate(names):
        template = _template_for(name)
        path = f"/{field}/{index}"
        if template is not None:
            yield draft(template, path, name=name)
        elif index < _MOST_COMPARED:
            meant = misspelt_type(name)
            if meant is not None:
                yield draft(templates.RESOURCE_MISSPELT_TYPE, path, name=name, suggestion=meant)


def _template_for(name: str) -> Template | None:
    _, dot, group = name.partition(".")
    for template, holds in (
        (templates.RESOURCE_NAME_SPACE, _SPACE.search(name)),
        (templates.RESOURCE_NAME_SLASH, "/" in name),
        (templates.RESOURCE_NAME_RELEASE, _VERSION.search(name)),
        (templates.RESOURCE_NAME_GROUP, dot and _UPPER_CASE.search(group)),
        (templates.RESOURCE_NAME_SHORT, _is_miswritten_short_name(name)),
    ):
        if holds:
            return template
    return None


def _is_miswritten_short_name(name: str) -> bool:
    if len(name) > _LONGEST_SHORT_NAME or name in _SHORT_NAMES:
        return False
    return name.lower() in _SHORT_NAMES


def first_index(pattern: re.Pattern[str], names: Sequence[str]) -> int:
    """The index of the first name that is all of a pattern; -1 if there is none."""
    return next((index for index, name in enumerate(names) if pattern.fullmatch(name)), -1)


def _event_findings(excluded: Sequence[str]) -> Iterator[FindingDraft]:
    core, grouped = first_index(_EVENTS, excluded), first_index(_NEW_EVENTS, excluded)
    if (core == -1) != (grouped == -1):
        path = f"/exclude_resources/{max(core, grouped)}"
        yield draft(templates.EVENTS_IN_TWO_GROUPS_ONE, path)


def _emptied_list_findings(included: Sequence[str]) -> Iterator[FindingDraft]:
    if not included:
        return
    if all(name == "" for name in included):
        yield draft(templates.EMPTIED_LIST_NAMES, "/include_resources")
    elif all(name == "" or name in _ALWAYS_EXCLUDED for name in included):
        yield draft(templates.EMPTIED_LIST_SNAPSHOTS, "/include_resources")
