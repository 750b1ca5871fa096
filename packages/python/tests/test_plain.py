"""Plain data that is published without a model."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import Json, specs

from k8s_backup_target import BACKUP_TARGETS, decode_databag, validate, write
from k8s_backup_target._first_target_is_valid import first_target_is_valid
from k8s_backup_target._generated.plain import (
    backup_target_entry,
    k8s_backup_target_spec,
    provider_app_data,
)
from k8s_backup_target._plain import (
    NotPlainError,
    boolean,
    each,
    list_of,
    map_of,
    object_of,
    optional,
    published,
    text,
)

texts = st.text(st.characters(codec=None), max_size=4)
ttls = st.from_regex(r"[0-9]{0,3}d?[0-9]{0,8}h?[0-9]{0,7}m?[0-9]{0,9}s?\n?", fullmatch=True)
anything = st.none() | st.booleans() | st.integers() | st.floats() | texts | st.binary(max_size=2)
fields = (
    anything
    | ttls
    | st.lists(texts | anything, max_size=2)
    | st.lists(texts, max_size=2).map(tuple)
    | st.dictionaries(texts, texts | anything, max_size=2)
)
names = st.sampled_from(list(write.K8sBackupTargetSpec.model_fields)) | texts
guesses = st.dictionaries(names, fields, max_size=3) | fields


@given(spec=specs)
def test_a_valid_spec_comes_out_as_its_model_would_dump_it(spec: Json) -> None:
    model = write.K8sBackupTargetSpec.model_validate(spec)
    assert list(k8s_backup_target_spec(spec).items()) == list(model.model_dump().items())


@given(value=guesses)
def test_nothing_passes_that_the_model_would_refuse_or_change(value: object) -> None:
    try:
        plain = k8s_backup_target_spec(value)
    except NotPlainError:
        return
    result = validate(write.K8sBackupTargetSpec, value)
    assert result.value is not None
    assert result.value.model_dump() == plain


class TestOwnTypes:
    """What is not a value of Python's own types is left to the model."""

    @pytest.mark.parametrize("ttl", [type("Text", (str,), {})("72h"), b"72h", 72])
    def test_a_text(self, ttl: object) -> None:
        with pytest.raises(NotPlainError):
            k8s_backup_target_spec({"ttl": ttl})

    @pytest.mark.parametrize("value", [{"a"}, iter("a"), "a", type("L", (list,), {})("a")])
    def test_a_list(self, value: object) -> None:
        with pytest.raises(NotPlainError):
            k8s_backup_target_spec({"include_namespaces": value})

    def test_an_object(self) -> None:
        with pytest.raises(NotPlainError):
            k8s_backup_target_spec(write.K8sBackupTargetSpec())

    @pytest.mark.parametrize("value", [1, 0, "true"])
    def test_a_boolean(self, value: object) -> None:
        with pytest.raises(NotPlainError):
            k8s_backup_target_spec({"include_cluster_resources": value})


def test_what_is_required_must_be_there() -> None:
    entry: dict[str, Any] = {"app": "a", "relation_name": "b", "model": "c", "spec": {}}
    assert backup_target_entry(entry)["app"] == "a"
    for name in entry:
        with pytest.raises(NotPlainError):
            backup_target_entry({key: value for key, value in entry.items() if key != name})
    with pytest.raises(NotPlainError):
        provider_app_data({})


def test_texts_keep_to_their_bounds() -> None:
    check = text(min_length=2, max_length=3)
    assert [check("ab"), check("abc"), check("\U0001f600b")] == ["ab", "abc", "\U0001f600b"]
    for value in ("a", "abcd", "a\ud800"):
        with pytest.raises(NotPlainError):
            check(value)
    assert text()("") == ""


def test_an_optional_value_may_be_null() -> None:
    check = optional(boolean)
    assert [check(value) for value in (None, True, False)] == [None, True, False]
    with pytest.raises(NotPlainError):
        check("")


def test_a_final_newline_matches_no_pattern() -> None:
    check = text(pattern="^[a-z]*$")
    assert check("abc") == "abc"
    with pytest.raises(NotPlainError):
        check("abc\n")


def test_shapes_nest() -> None:
    check = object_of({"lists": list_of(list_of(boolean)), "map": map_of(boolean)})
    value = {"map": {"a": True}, "lists": [[True], (False,)]}
    assert check(value) == {"lists": [[True], [False]], "map": {"a": True}}
    for bad in ({"map": {"\ud800": True}}, {"map": {1: True}}):
        with pytest.raises(NotPlainError):
            check({**value, **bad})


def test_what_is_unset_is_left_out_only_where_the_schema_says_so() -> None:
    inner = published(left_out_when_unset=["a", "b"])
    publish = published(left_out_when_unset=["b"], of=inner, lists=each(inner))
    value = {"a": None, "b": None, "of": {"a": 1, "b": None}, "lists": [{"a": None, "b": 2}]}
    assert publish(value) == {"a": None, "of": {"a": 1}, "lists": [{"b": 2}]}
    assert publish({**value, "b": 0, "lists": None}) == {
        "a": None,
        "b": 0,
        "of": {"a": 1},
        "lists": None,
    }
    assert value["of"] == {"a": 1, "b": None}


@given(databag=st.dictionaries(st.sampled_from([BACKUP_TARGETS, "app"]), st.text(max_size=9)))
def test_no_databag_begins_plainly_that_holds_no_target(databag: dict[str, str]) -> None:
    assert not first_target_is_valid(databag) or decode_databag(databag).targets


@pytest.mark.parametrize("ttl", ["72h", "72", 72])
@pytest.mark.parametrize("second", [{}, 1])
def test_a_databag_begins_plainly_if_its_first_target_does(ttl: object, second: object) -> None:
    entry = {"app": "a", "relation_name": "b", "model": "c", "spec": {"ttl": ttl}}
    databag = {BACKUP_TARGETS: json.dumps([entry, second])}
    assert (
        first_target_is_valid(databag) == (ttl == "72h") == bool(decode_databag(databag).targets)
    )
