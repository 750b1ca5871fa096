import pytest

from k8s_backup_target import validate, write
from k8s_backup_target._nearest import nearest

FIELDS = ("include_namespaces", "exclude_namespaces", "label_selector", "ttl")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("exclude_namespace", "exclude_namespaces"),
        ("excludedNamespaces", "exclude_namespaces"),
        ("includeNamespaces", "include_namespaces"),
        ("LABEL_SELECTOR", "label_selector"),
        ("lable_selector", "label_selector"),
        ("tll", "ttl"),
        ("TTL", "ttl"),
        ("label", "label_selector"),
        ("", None),
        ("x", None),
        ("url", None),
        ("schedule", None),
        ("namespaces", None),
        ("ttl" * 100, None),
        ("\U0001f600tl", "ttl"),
    ],
)
def test_the_nearest_name(text: str, name: str | None) -> None:
    assert nearest(text, FIELDS) == name


def test_the_first_of_those_that_are_equally_near() -> None:
    assert nearest("cat", ("bat", "car")) == "bat"
    assert nearest("cat", ("car", "bat")) == "car"


def test_two_swapped_characters_are_one_edit() -> None:
    assert nearest("abdc", ("abcd",)) == "abcd"
    assert nearest("badc", ("abcd",)) is None


def test_an_issue_carries_the_unknown_field_and_the_nearest_as_data() -> None:
    entry = {"app": "a", "relation_name": "b", "model": "m", "TTL": 1}
    spec = {"exclude_namespace": ["x"], "version": 1}
    issues = validate(write.BackupTargetEntry, {**entry, "spec": spec}).issues
    assert [(issue.path, issue.key, issue.suggestion, issue.remedy) for issue in issues] == [
        ("", "TTL", None, "correct its spelling or remove it"),
        (
            "/spec",
            "exclude_namespace",
            "exclude_namespaces",
            "write exclude_namespaces, or remove it",
        ),
        ("/spec", "version", None, "correct its spelling or remove it"),
    ]


def test_an_issue_carries_the_field_that_is_missing() -> None:
    issues = validate(write.ProviderAppData, {}).issues
    assert [(issue.rule, issue.key) for issue in issues] == [("required", "backup_targets")]
