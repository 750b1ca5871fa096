"""Decoding databags and texts: what is kept, and what is reported."""

import json
import re
import sys
import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import EMPTY_SPEC, ENTRY, VIEWS, Json, entries, json_values, normalized

from k8s_backup_target import (
    Decoded,
    Issue,
    decode_databag,
    decode_provider_app_data,
    decode_relation,
    read,
    write,
)

FLAT_KEYS = ("app", "relation_name", "model", "spec")

hostile_text = (
    st.text()
    | json_values.map(json.dumps)
    | st.text('[]{}",:\\u0dD8cC \n-1eE.tnfNI\ud83d\ude00', max_size=30)
)


def found(decoded: Decoded[Any]) -> set[tuple[str, str]]:
    return {(issue.path, issue.rule) for issue in decoded.issues}


def dumps(decoded: Decoded[Any]) -> list[Json]:
    return [found.target.model_dump() for found in decoded.targets]


def paths(decoded: Decoded[Any]) -> list[str]:
    return [found.path for found in decoded.targets]


def in_list(*targets: Json) -> dict[str, str]:
    return {"backup_targets": json.dumps(targets)}


def with_spec(**spec: Json) -> dict[str, str]:
    return in_list({**ENTRY, "spec": spec})


@pytest.mark.parametrize("view", VIEWS, ids=["read", "write"])
@given(targets=st.lists(entries, max_size=3))
def test_valid_targets_are_read_whatever_the_spacing(view: Any, targets: list[Json]) -> None:
    for indent in (None, 1):
        decoded = decode_databag({"backup_targets": json.dumps(targets, indent=indent)}, view)
        assert dumps(decoded) == [normalized(target) for target in targets]
        assert paths(decoded) == [f"/backup_targets/{n}" for n in range(len(targets))]
        assert decoded.issues == ()
        text = json.dumps({"backup_targets": targets}, ensure_ascii=False, indent=indent)
        assert decode_provider_app_data(text, view) == decoded


def test_targets_are_models_of_the_view() -> None:
    assert type(decode_databag(in_list(ENTRY)).targets[0].target) is read.BackupTargetEntry
    assert type(decode_databag(in_list(ENTRY), write).targets[0].target) is write.BackupTargetEntry


@given(st.dictionaries(st.sampled_from([*FLAT_KEYS, "backup_targets", "other"]), hostile_text))
def test_nothing_is_raised_whatever_the_databag(databag: dict[str, str]) -> None:
    for view in VIEWS:
        decode_databag(databag, view)


@given(hostile_text)
def test_nothing_is_raised_whatever_the_text(text: str) -> None:
    for view in VIEWS:
        decoded = decode_provider_app_data(text, view)
        assert decoded.issues or json.loads(text)["backup_targets"] is not None


def test_one_bad_entry_hides_no_good_one() -> None:
    bad = {**ENTRY, "spec": {"ttl": "3 days"}}
    decoded = decode_databag(in_list(ENTRY, bad, None, ENTRY))
    assert dumps(decoded) == [ENTRY, ENTRY]
    assert paths(decoded) == ["/backup_targets/0", "/backup_targets/3"]
    assert found(decoded) == {
        ("/backup_targets/1/spec/ttl", "pattern"),
        ("/backup_targets/2", "type"),
    }


def test_a_relation_is_read_in_either_view() -> None:
    class Related:
        app = "db"
        data: Mapping[str, Mapping[str, str]] = {"db": in_list({**ENTRY, "new": 1}), "us": {}}

    assert dumps(decode_relation(Related())) == [ENTRY]
    assert found(decode_relation(Related(), write)) == {
        ("/backup_targets/0", "additionalProperties")
    }


def test_an_unknown_key_beside_the_entries_hides_none_in_the_write_view() -> None:
    decoded = decode_provider_app_data(json.dumps({"backup_targets": [ENTRY], "new": 1}), write)
    assert dumps(decoded) == [ENTRY]
    assert found(decoded) == {("", "additionalProperties")}


@pytest.mark.parametrize(
    ("databag", "expected"),
    [
        ({"backup_targets": "null"}, {("/backup_targets", "type")}),
        ({"backup_targets": "{}"}, {("/backup_targets", "type")}),
        (in_list(1), {("/backup_targets/0", "type")}),
        (in_list({}), {("/backup_targets/0", "required")}),
        (in_list({**ENTRY, "app": 1}), {("/backup_targets/0/app", "type")}),
        (in_list({**ENTRY, "spec": None}), {("/backup_targets/0/spec", "type")}),
        (with_spec(ttl=1), {("/backup_targets/0/spec/ttl", "type")}),
        (with_spec(ttl="1"), {("/backup_targets/0/spec/ttl", "pattern")}),
        (
            with_spec(include_cluster_resources=1),
            {("/backup_targets/0/spec/include_cluster_resources", "type")},
        ),
        (
            with_spec(include_namespaces=["a", None, 1]),
            {
                ("/backup_targets/0/spec/include_namespaces/1", "type"),
                ("/backup_targets/0/spec/include_namespaces/2", "type"),
            },
        ),
        (
            with_spec(label_selector={"a/b~c": 1, "0": None, "": 1, "[key]": 1}),
            {
                ("/backup_targets/0/spec/label_selector/a~1b~0c", "type"),
                ("/backup_targets/0/spec/label_selector/0", "type"),
                ("/backup_targets/0/spec/label_selector/", "type"),
                ("/backup_targets/0/spec/label_selector/[key]", "type"),
            },
        ),
    ],
)
def test_issues_point_where_json_schema_does(
    databag: dict[str, str], expected: set[tuple[str, str]]
) -> None:
    for view in VIEWS:
        assert found(decode_databag(databag, view)) == expected


def test_missing_and_wrong_fields_of_one_object_are_all_reported() -> None:
    decoded = decode_databag(in_list({"app": 1, "x": 1, "y": 1, "spec": {"z": 1}}), write)
    assert sorted((issue.path, issue.rule) for issue in decoded.issues) == [
        ("/backup_targets/0", "additionalProperties"),
        ("/backup_targets/0", "additionalProperties"),
        ("/backup_targets/0", "required"),
        ("/backup_targets/0", "required"),
        ("/backup_targets/0/app", "type"),
        ("/backup_targets/0/spec", "additionalProperties"),
    ]


@pytest.mark.parametrize(
    ("databag", "message"),
    [
        (in_list({}), 'lacks the required field "app"'),
        (
            in_list({**ENTRY, "a\nb": 1}),
            'has the unknown field "a\\nb"',
        ),
        (in_list({**ENTRY, "app": 1}), "must be of type string"),
        (in_list(1), "must be of type object"),
        (with_spec(label_selector=[]), "must be of type object"),
        (with_spec(include_resources={}), "must be of type array"),
        (with_spec(include_cluster_resources="x"), "must be of type boolean"),
        (with_spec(ttl="x"), "must look like 72h, 30d, 1h30m, 10m10s, 1d12h"),
        ({"backup_targets": ""}, "is not JSON (Expecting value: line 1 column 1 (char 0))"),
        ({"backup_targets": "[NaN]"}, "is not JSON (NaN is not a JSON number)"),
        (in_list({**ENTRY, "app": "\ud800"}), "is not well-formed Unicode"),
    ],
)
def test_messages_say_what_is_wrong(databag: dict[str, str], message: str) -> None:
    assert decode_databag(databag, write).issues[0].message.startswith(message)


def test_an_empty_databag_is_not_wrong() -> None:
    assert decode_databag({}) == Decoded()
    assert decode_databag({"other": "{", "ttl": "x"}) == Decoded()
    assert decode_databag({"backup_targets": "[]"}) == Decoded()


def test_other_keys_of_the_databag_are_not_read() -> None:
    databag = {**in_list(ENTRY), "other": "{", "app": "a", "spec": "{"}
    assert dumps(decode_databag(databag, write)) == [ENTRY]
    assert decode_databag(databag, write).issues == ()


class TestFlatLayout:
    def test_strings_are_bare_or_json_encoded(self) -> None:
        databag = {"app": "a", "relation_name": ' "b"\n', "model": '"c', "spec": '{"ttl": "1h"}'}
        decoded = decode_databag(databag)
        assert dumps(decoded) == [
            {
                "app": "a",
                "relation_name": "b",
                "model": '"c',
                "spec": {**EMPTY_SPEC, "ttl": "1h"},
            }
        ]
        assert paths(decoded) == [""]

    @pytest.mark.parametrize("text", ["1", "null", "true", "{}", "[1]", "NaN", "", "[" * 5000])
    def test_json_that_is_no_string_is_a_bare_string(self, text: str) -> None:
        databag = {"app": text, "relation_name": "b", "model": "c", "spec": "{}"}
        assert decode_databag(databag).targets[0].target.app == text

    def test_issues_point_into_the_databag(self) -> None:
        decoded = decode_databag({"relation_name": "b"})
        assert [(issue.path, issue.message) for issue in decoded.issues] == [
            ("", f'lacks the required field "{name}"') for name in ("app", "model", "spec")
        ]
        full = {"app": "a", "relation_name": "b", "model": "c"}
        assert found(decode_databag({**full, "spec": '{"ttl": "x"}'})) == {
            ("/spec/ttl", "pattern")
        }
        assert found(decode_databag({**full, "spec": "null"})) == {("/spec", "type")}
        assert found(decode_databag({**full, "spec": '{"x": 1}'}, write)) == {
            ("/spec", "additionalProperties")
        }
        assert found(decode_databag({**full, "app": "\ud800", "spec": "{}"})) == {
            ("/app", "unicode")
        }

    def test_an_unreadable_spec_hides_no_other_issue(self) -> None:
        decoded = decode_databag({"app": "a", "spec": "{"})
        assert found(decoded) == {("/spec", "json"), ("", "required")}
        assert decoded.targets == ()

    def test_an_unreadable_spec_is_not_taken_for_an_empty_one(self) -> None:
        databag = {"app": "a", "relation_name": "b", "model": "c", "spec": "{"}
        assert decode_databag(databag).targets == ()


class TestManyIssues:
    """More issues than are listed: a lower limit is set."""

    @pytest.fixture(autouse=True)
    def limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in ("_salvage", "_validation"):
            monkeypatch.setattr(sys.modules[f"k8s_backup_target.{module}"], "MAX_ISSUES", 10)

    def test_one_issue_stands_for_the_rest_and_targets_are_found_all_the_same(self) -> None:
        more = [{"app": "a"}, {**ENTRY, "app": 1}, 1]
        decoded = decode_databag(in_list({}, {}, {}, *more, ENTRY, {}))
        assert [(issue.path, issue.rule) for issue in decoded.issues] == [
            *[("/backup_targets/0", "required")] * 4,
            *[("/backup_targets/1", "required")] * 4,
            ("/backup_targets", "too-many-issues"),
        ]
        assert paths(decoded) == ["/backup_targets/6"]

    def test_as_many_as_are_listed_are_all_there(self) -> None:
        decoded = decode_databag(in_list({}, {}, {"app": "a", "model": "c"}))
        assert [issue.path for issue in decoded.issues] == [
            f"/backup_targets/{index}" for index in (0, 0, 0, 0, 1, 1, 1, 1, 2, 2)
        ]
        assert {issue.rule for issue in decoded.issues} == {"required"}

    def test_one_entry_can_have_too_many(self) -> None:
        decoded = decode_databag(with_spec(include_namespaces=[1] * 11))
        assert found(decoded) == {("/backup_targets/0", "too-many-issues")}

    def test_all_lists_of_an_entry_count(self) -> None:
        decoded = decode_databag(with_spec(include_namespaces=[1] * 6, exclude_resources=[1] * 6))
        assert found(decoded) == {("/backup_targets/0", "too-many-issues")}


class TestUnicode:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"app": "a\ud800"}, {("/app", "unicode")}),
            (
                {"app": "\udc00\ud800", "model": "\udfff"},
                {("/app", "unicode"), ("/model", "unicode")},
            ),
            (
                {"spec": {"exclude_resources": ["", "\ud800"]}},
                {("/spec/exclude_resources/1", "unicode")},
            ),
            (
                {"spec": {"label_selector": {"a": "\ud800"}}},
                {("/spec/label_selector/a", "unicode")},
            ),
            ({"spec": {"label_selector": {"\ud800": "a"}}}, {("/spec/label_selector", "unicode")}),
            ({"spec": {"ttl": "\ud800"}}, {("/spec/ttl", "pattern")}),
            ({"app": "\ud800", "spec": None}, {("/spec", "type")}),
        ],
    )
    def test_a_lone_surrogate_in_what_is_kept_is_refused(
        self, changes: Json, expected: set[tuple[str, str]]
    ) -> None:
        entry = {**ENTRY, **changes}
        for view in VIEWS:
            decoded = decode_databag(in_list(entry, ENTRY), view)
            assert found(decoded) == {
                (f"/backup_targets/0{path}", rule) for path, rule in expected
            }
            assert dumps(decoded) == [ENTRY]

    def test_a_lone_surrogate_in_what_is_ignored_does_not_matter(self) -> None:
        entry = {**ENTRY, "\ud800": "\ud800", "new": ["\ud800"]}
        assert dumps(decode_databag(in_list(entry))) == [ENTRY]

    def test_an_unknown_key_with_a_lone_surrogate_hides_nothing(self) -> None:
        decoded = decode_databag(in_list({"\ud800": 1, "app": 1}), write)
        assert found(decoded) == {
            ("/backup_targets/0", "additionalProperties"),
            ("/backup_targets/0", "required"),
            ("/backup_targets/0/app", "type"),
        }

    def test_every_key_is_told_from_every_other(self) -> None:
        keys = ["\ud800", "\ud801", "\udfff\ufffd", "\ufffdd800", "\ufffd", "", "é"]
        selector = "/backup_targets/0/spec/label_selector"
        for some in (keys, [key for key in keys if key.isprintable()]):
            decoded = decode_databag(with_spec(label_selector=dict.fromkeys(some, 1)))
            printable = [re.sub("[\ud800-\udfff]", "\ufffd", key) for key in some]
            assert sorted(issue.path for issue in decoded.issues) == sorted(
                f"{selector}/{key}" for key in printable
            )

    def test_a_replacement_character_is_a_character_like_others(self) -> None:
        labels = {"\ufffd": "\ufffd", "\ufffdd800": "é", "a": "\ufffdd800"}
        assert (
            dumps(decode_databag(with_spec(label_selector=labels)))[0]["spec"]["label_selector"]
            == labels
        )

    @pytest.mark.parametrize("pair", [r"\ud83d\ude00", "\ud83d\\ude00", "\\ud83d\ude00", "😀"])
    def test_halves_side_by_side_are_one_character(self, pair: str) -> None:
        text = json.dumps(ENTRY).replace("my-app", pair)
        assert decode_databag({"backup_targets": f"[{text}]"}).targets[0].target.app == "😀"

    def test_a_surrogate_is_no_escape(self) -> None:
        for text in ("\\\ud800", "\\\\\\\ud800"):
            assert found(decode_databag({"backup_targets": f'["{text}"]'})) == {
                ("/backup_targets", "json")
            }
        assert found(decode_databag({"backup_targets": '["\\\\\ud800"]'})) == {
            ("/backup_targets/0", "type")
        }


class TestTime:
    @pytest.mark.parametrize("entry", ["{}", "1", '{"spec":{"ttl":"x"}}', '{"app":"\\ud800"}'])
    def test_many_bad_entries_are_read_in_linear_time(self, entry: str) -> None:
        small, large = (self.seconds(entry, count) for count in (5_000, 50_000))
        assert large < 30 * small + 1

    @staticmethod
    def seconds(entry: str, count: int) -> float:
        databag = {"backup_targets": f"[{','.join([entry] * count)},{json.dumps(ENTRY)}]"}
        start = time.process_time()
        decoded = decode_databag(databag)
        assert dumps(decoded) == [ENTRY]
        assert len(decoded.issues) >= min(count, 10_000)
        return time.process_time() - start


def test_an_issue_is_a_value() -> None:
    assert len({Issue("", "type", "m"), Issue("", "type", "m")}) == 1
