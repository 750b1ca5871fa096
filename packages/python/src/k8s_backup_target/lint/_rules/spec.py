"""Rules that hold for every release of Velero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from k8s_backup_target._generated import lint as templates
from k8s_backup_target._pointer import append_pointer
from k8s_backup_target._ttl import ttl_seconds
from k8s_backup_target.lint._finding import FindingDraft, draft

from .kubernetes_names import (
    glob_finding,
    label_key_finding,
    label_value_finding,
    namespace_finding,
)

if TYPE_CHECKING:
    from k8s_backup_target import read

# The lists of names. A list that the schema gains may hold something else, and brings rules of its
# own.
_LIST_FIELDS: Final = (
    "include_namespaces",
    "include_resources",
    "exclude_namespaces",
    "exclude_resources",
)


def spec_findings(spec: read.K8sBackupTargetSpec) -> Iterator[FindingDraft]:
    """What is found, one by one, in the order of the fields."""
    for field in _LIST_FIELDS:
        yield from _list_findings(field, getattr(spec, field))
    for kind in ("namespaces", "resources"):
        included, excluded = getattr(spec, f"include_{kind}"), getattr(spec, f"exclude_{kind}")
        yield from _pair_findings(f"exclude_{kind}", included or (), excluded or ())
    yield from _selector_findings(spec.label_selector)
    yield from _ttl_findings(spec.ttl)


def _list_findings(field: str, names: Sequence[str] | None) -> Iterator[FindingDraft]:
    if names is None:
        return
    if not names:
        yield draft(templates.EMPTY_LIST_LIST, f"/{field}", field=field)
    star_stands_alone = all(name == "*" for name in names)
    for index, name in enumerate(names):
        path = f"/{field}/{index}"
        if name == "*":
            yield from _star_findings(field, path, alone=star_stands_alone)
        elif name == "":
            yield draft(templates.EMPTY_NAME_NAME, path)
        elif field.endswith("namespaces"):
            yield from namespace_finding(name, path)
        else:
            yield from glob_finding(name, path)


def _star_findings(field: str, path: str, *, alone: bool) -> Iterator[FindingDraft]:
    if field.startswith("exclude"):
        yield draft(templates.WILDCARD_EXCLUDED_WILDCARD, path)
    elif not alone:
        yield draft(templates.WILDCARD_AND_NAMES_WILDCARD, path)


def _pair_findings(
    field: str, included: Sequence[str], excluded: Sequence[str]
) -> Iterator[FindingDraft]:
    names = set(included)
    for index, name in enumerate(excluded):
        if name != "*" and name in names:
            yield draft(templates.INCLUDE_AND_EXCLUDE_NAME, f"/{field}/{index}", name=name)


def _selector_findings(labels: Mapping[str, str] | None) -> Iterator[FindingDraft]:
    if labels is None:
        return
    if not labels:
        yield draft(templates.EMPTY_SELECTOR_SELECTOR, "/label_selector")
    for key, value in labels.items():
        path = append_pointer("/label_selector", key)
        yield from label_key_finding(key, path)
        yield from label_value_finding(value, path)


def _ttl_findings(ttl: str | None) -> Iterator[FindingDraft]:
    if ttl and ttl_seconds(ttl) == 0:
        yield draft(templates.TTL_ZERO_TTL, "/ttl", ttl=ttl)
