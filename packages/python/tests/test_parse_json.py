"""The JSON reader: JSON.parse's grammar, and no exception but one."""

import json
import time
from contextlib import suppress
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import Json, json_values

from k8s_backup_target import ContractError
from k8s_backup_target._deep_json import load_deep
from k8s_backup_target._parse_json import MAX_DEPTH, parse_json

MEGABYTE = 1 << 20


def refusal(text: str) -> str:
    with pytest.raises(ContractError) as caught:
        parse_json(text)
    (issue,) = caught.value.issues
    assert (issue.path, issue.rule) == ("", "json")
    return issue.message


NOT_JSON = [
    *["", " ", "nul", "NaN", "[Infinity]", "-Infinity", "undefined", "True", "'a'"],
    *["01", "-", "+1", "1.", ".5", "1e", "0x1", "1_0", "٣"],
    *['"', '"\n"', '"\x00"', '"\\x"', '"\\u12g4"', '"\\u 123"', "\ud800"],
    *["[1,]", "[,1]", '{"a":1,}', '{"a"}', "{1:1}", "[1}", "]", "[", "1 1"],
    *["//\n1", "\ufeff1", "\xa01", "\x0b1", "1\u2028"],
]


@pytest.mark.parametrize("text", NOT_JSON)
def test_what_is_not_json_is_refused(text: str) -> None:
    assert refusal(text).startswith("is not JSON (")


def test_a_backslash_makes_no_escape_of_a_surrogate() -> None:
    assert refusal('"\\\ud800"') == ("is not JSON (a backslash comes before a lone surrogate)")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" \t\r\n[1]\n", [1.0]),
        ("-0", 0.0),
        ("1E+2", 100.0),
        ("1e999", float("inf")),
        ("9" * 5000, float("inf")),
        ('{"a":1,"a":"b"}', {"a": "b"}),
        ('"\\/\\u00e9\x7f\u2028"', "/é\x7f\u2028"),
        ('{"__proto__":null}', {"__proto__": None}),
    ],
)
def test_what_is_json_is_read(text: str, value: object) -> None:
    assert parse_json(text).value == value


@pytest.mark.parametrize("text", ['"\\ud800"', '"\ud800"'])
def test_a_lone_surrogate_is_noticed(text: str) -> None:
    assert not parse_json(text).well_formed
    assert parse_json('"é😀\\n"').well_formed


class TestDepth:
    @pytest.mark.parametrize(("start", "end"), [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
    def test_up_to_the_limit_all_is_read(self, start: str, end: str) -> None:
        levels = start.count("[") + start.count("{")
        repeat = MAX_DEPTH // levels
        assert parse_json(start * repeat + "1" + end * repeat).well_formed
        assert "deeper than 200 levels" in refusal("[" + start * repeat + "1" + end * repeat + "]")

    @pytest.mark.parametrize("depth", [300, 2_000, 100_000])
    def test_what_a_later_field_replaces_is_not_deep(self, depth: int) -> None:
        deep = "[" * depth + "]" * depth
        assert parse_json(f'{{"a": {deep}, "a": 1}}').value == {"a": 1}
        assert "deeper" in refusal(f'{{"a": 1, "a": {deep}}}')
        assert "not JSON" in refusal(f'{{"a": {deep}, "a": }}')

    def test_the_depth_of_the_caller_does_not_matter(self) -> None:
        def below(levels: int) -> object:
            return parse_json("[" * 150 + "]" * 150) if levels == 0 else below(levels - 1)

        assert below(800) == below(0)


class TestDeepReader:
    """Compared with Python's own reader, where that reaches."""

    @given(json_values, st.sampled_from([None, 2]))
    def test_reads_any_value(self, value: object, indent: int | None) -> None:
        text = json.dumps(value, indent=indent)
        assert load_deep(text, json.JSONDecoder(), levels=99) == json.loads(text)

    @given(st.text('[]{}",:1 ta\n', max_size=20))
    def test_refuses_what_python_refuses(self, text: str) -> None:
        assert self.outcome(self.deep, text) == self.outcome(json.loads, text)

    @given(json_values, st.integers(1, 4))
    def test_leaves_the_deepest_containers_empty(self, value: object, levels: int) -> None:
        read = load_deep(json.dumps(value), json.JSONDecoder(), levels=levels)
        assert read == pruned(value, levels)

    @staticmethod
    def deep(text: str) -> object:
        return load_deep(text, json.JSONDecoder(), levels=99)

    @staticmethod
    def outcome(reader: Any, text: str) -> object:
        try:
            return reader(text)
        except ValueError:
            return ValueError


def pruned(value: Json, levels: int) -> Json:
    """`value` with the containers at so many `levels` left empty."""
    if isinstance(value, dict):
        fields = cast("dict[str, Json]", value)
        return {k: pruned(v, levels - 1) for k, v in fields.items() if levels > 1}
    if isinstance(value, list):
        items = cast("list[Json]", value)
        return [pruned(item, levels - 1) for item in items if levels > 1]
    return value


@pytest.mark.parametrize(
    "text",
    [
        "[" * 16 * MEGABYTE,
        "[" * 8 * MEGABYTE + "]" * 8 * MEGABYTE,
        '{"a":' * (MEGABYTE // 4),
        '[{"a":' * (MEGABYTE // 4) + "1" + "}]" * (MEGABYTE // 4),
        "9" * 16 * MEGABYTE,
        f"0.{'9' * 16 * MEGABYTE}e-{'9' * MEGABYTE}",
        '"' + "\\" * 16 * MEGABYTE,
        '"' + "\\" * 4 * MEGABYTE + "\ud800" * 4 * MEGABYTE,
        '"' + "a" * 16 * MEGABYTE + '"',
        " " * 16 * MEGABYTE,
    ],
    ids=lambda text: f"{text[:7]}...",
)
def test_a_hostile_text_takes_seconds_at_most(text: str) -> None:
    start = time.process_time()
    with suppress(ContractError):
        parse_json(text)
    assert time.process_time() - start < 20
