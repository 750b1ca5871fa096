"""Values and texts that several tests share."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from hypothesis import strategies as st

from k8s_backup_target import read, write

Json: TypeAlias = Any

LIST_FIELDS = (
    "include_namespaces",
    "include_resources",
    "exclude_namespaces",
    "exclude_resources",
)
# The fields of the first release: one that is added later comes after them.
FIRST_SPEC_FIELDS = (*LIST_FIELDS, "include_cluster_resources", "label_selector", "ttl")

EMPTY_SPEC: Mapping[str, None] = dict.fromkeys(write.K8sBackupTargetSpec.model_fields)

ENTRY: Mapping[str, Json] = {
    "app": "my-app",
    "relation_name": "backup",
    "model": "my-model",
    "spec": {**EMPTY_SPEC, "include_namespaces": ["my-namespace"], "ttl": "72h"},
}

# Models are reached through a view by name: their common type would say less than Any.
VIEWS: tuple[Any, ...] = (read, write)

text = st.text(st.characters(exclude_categories=["Cs"]))
names = st.none() | st.lists(text, max_size=3)

specs: st.SearchStrategy[dict[str, Json]] = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(LIST_FIELDS, names),
        "include_cluster_resources": st.none() | st.booleans(),
        "label_selector": st.none() | st.dictionaries(text, text, max_size=3),
        "ttl": st.none() | st.sampled_from(["", "0s", "72h", "30d", "1h30m", "1d12h"]),
    },
)

entries: st.SearchStrategy[dict[str, Json]] = st.fixed_dictionaries(
    {"app": text, "relation_name": text, "model": text, "spec": specs}
)

json_values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=10,
)


def normalized(entry: Mapping[str, Json]) -> dict[str, Json]:
    """`entry` with every field of its spec, null where unset."""
    return {**entry, "spec": {**EMPTY_SPEC, **entry["spec"]}}
