"""The rules of every release of Velero, by their texts and paths, as in TypeScript."""

import json

import pytest
from vectors import LIST_FIELDS, Json

from k8s_backup_target import read
from k8s_backup_target.lint import lint_for_velero, lint_published, lint_spec, refused_by_velero
from k8s_backup_target.lint._names import (
    is_dns_label,
    is_dns_subdomain,
    is_longer_than,
    is_qualified_name,
)

FORM = "is neither a namespace nor a glob of one"
SIGN = 'holds a sign that Velero refuses: a bar, a parenthesis, a brace, "!" or ","'
STARS = "holds two stars in a row, which Velero refuses from 1.18 on"
LABEL = "is not one that Kubernetes takes"
DISABLES = "which disables what sorts after it in the list"
MISREAD = "so Velero reads it character by character"
PREFIX = "has a prefix that is not a DNS subdomain"


def spec_of(**fields: Json) -> read.K8sBackupTargetSpec:
    return read.K8sBackupTargetSpec.model_validate(fields)


def found(**fields: Json) -> list[str]:
    """`severity rule path` of each finding."""
    return [f"{each.severity} {each.rule} {each.path}" for each in lint_spec(spec_of(**fields))]


class TestNames:
    @pytest.mark.parametrize("text", ["a", "0", "ab", "a-b", "a--b", "0-0", "a" * 63])
    def test_a_dns_label(self, text: str) -> None:
        assert is_dns_label(text)

    @pytest.mark.parametrize(
        "text", ["", "-", "-a", "a-", "A", "aB", "a.b", "a_b", "a b", "a\n", "é", "a" * 64]
    )
    def test_no_dns_label(self, text: str) -> None:
        assert not is_dns_label(text)

    # Kubernetes bounds the whole, not its parts.
    @pytest.mark.parametrize("text", ["a", "a.b", "0.a-b.c", "a" * 64 + ".b", "a" * 253])
    def test_a_dns_subdomain(self, text: str) -> None:
        assert is_dns_subdomain(text)

    @pytest.mark.parametrize(
        "text", ["", ".", "a.", ".a", "a..b", "a.-b", "a-.b", "A.b", "a_b", "a/b", "a" * 254]
    )
    def test_no_dns_subdomain(self, text: str) -> None:
        assert not is_dns_subdomain(text)

    @pytest.mark.parametrize("text", ["a", "A", "0", "aB", "a.b_c-D", "a__b", "a" * 63])
    def test_a_qualified_name(self, text: str) -> None:
        assert is_qualified_name(text)

    @pytest.mark.parametrize(
        "text",
        ["", "-", ".", "_", "-a", "a-", ".a", "a.", "_a", "a_", "a b", "a/b", "a\n", "a" * 64],
    )
    def test_no_qualified_name(self, text: str) -> None:
        assert not is_qualified_name(text)

    @pytest.mark.parametrize(
        ("text", "is_longer"),
        [
            ("a" * 3, False),
            ("a" * 4, True),
            ("\U0001f600a", False),
            ("\U0001f600" * 2, True),
            ("\U0001f600aa", True),
            ("", False),
        ],
    )
    def test_a_length_is_that_of_utf_16(self, text: str, *, is_longer: bool) -> None:
        assert is_longer_than(text, 3) is is_longer


@pytest.mark.parametrize("field", LIST_FIELDS)
def test_a_list_without_names(field: str) -> None:
    assert found(**{field: []}) == [f"warning empty-list /{field}"]
    (finding,) = lint_spec(spec_of(**{field: []}))
    assert finding.remedy == f"set {field} to null, or name what you mean"
    assert found(**{field: ["", "a", ""]}) == [
        f"warning empty-name /{field}/0",
        f"warning empty-name /{field}/2",
    ]


@pytest.mark.parametrize("field", ["include_namespaces", "include_resources"])
def test_a_star_with_names(field: str) -> None:
    assert found(**{field: ["a", "*"]}) == [f"error wildcard-and-names /{field}/1"]
    assert found(**{field: ["*"]}) == []
    assert found(**{field: ["*", "*"]}) == []


@pytest.mark.parametrize("kind", ["namespaces", "resources"])
def test_an_excluded_star(kind: str) -> None:
    included, excluded = f"include_{kind}", f"exclude_{kind}"
    assert found(**{excluded: ["a", "*"]}) == [f"error wildcard-excluded /{excluded}/1"]
    assert found(**{included: ["*"], excluded: ["*"]}) == [
        f"error wildcard-excluded /{excluded}/0"
    ]


@pytest.mark.parametrize("kind", ["namespaces", "resources"])
def test_a_name_in_both_lists(kind: str) -> None:
    fields = {f"include_{kind}": ["a", "b", "c"], f"exclude_{kind}": ["x", "c", "a"]}
    assert found(**fields) == [
        f"error include-and-exclude /exclude_{kind}/1",
        f"error include-and-exclude /exclude_{kind}/2",
    ]
    message = lint_spec(spec_of(**fields))[0].message
    assert message == '"c" is also included, which Velero refuses'


def test_namespaces_and_resources_are_apart() -> None:
    assert found(include_namespaces=["pods"], exclude_resources=["pods"]) == []


@pytest.mark.parametrize("field", ["include_namespaces", "exclude_namespaces"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *[(name, FORM) for name in ("Prod", "my_ns", "a.b", "-a", "app-", " a", "a\n", "é")],
        *[(name, FORM) for name in ("a\\*", "*-")],
        ("a" * 64, "is longer than 63 characters"),
        *[(name, SIGN) for name in ("app-{1,2}", "a(b)", "a|b", "a,b", "app-[!1]")],
        *[(name, STARS) for name in ("a**b", "**")],
        ("a[]", "holds empty brackets"),
        ("app-[1", 'holds a "[" without its "]"'),
        ("app-1]", 'holds a "]" without its "["'),
        ("[a]]", 'holds a "]" without its "["'),
        ("a[[1]]", 'holds a "[" inside brackets'),
        ("[a][[b]]", 'holds a "[" inside brackets'),
    ],
)
def test_a_namespace_that_none_can_be(field: str, name: str, reason: str) -> None:
    (finding,) = lint_spec(spec_of(**{field: ["ok", name]}))
    assert (finding.rule, finding.severity, finding.path, finding.message) == (
        "namespace-name",
        "error",
        f"/{field}/1",
        f"{json.dumps(name, ensure_ascii=False)} {reason}",
    )


def test_two_stars_are_told_next_to_what_older_releases_refuse() -> None:
    assert found(include_namespaces=["A**"]) == 2 * ["error namespace-name /include_namespaces/0"]


@pytest.mark.parametrize(
    "name",
    ["a", "0", "a-b", "a--b", "a" * 63, "?", "a*b*c", "[a-z]", "*-[0-9]", "[a][b]"],
)
def test_a_namespace_or_a_glob_of_some(name: str) -> None:
    assert found(include_namespaces=[name, "ok"]) == []
    assert found(exclude_namespaces=[name, "ok"]) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("[z-a]", f"holds brackets that Velero cannot read, {DISABLES}"),
        ("[abc-e]", f"mixes a range with other characters, {MISREAD}"),
        ("a\0", "holds a NUL, at which Velero stops reading a pattern"),
    ],
)
def test_brackets_that_velero_reads_in_another_sense(name: str, reason: str) -> None:
    (finding,) = lint_spec(spec_of(include_resources=["pods", name]))
    assert (finding.path, finding.rule, finding.message) == (
        "/include_resources/1",
        "glob-syntax",
        f"{json.dumps(name)} {reason}",
    )


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        *[(key, LABEL) for key in ("", "-a", "a-", "a b", "a\n", "é", "example.com/")],
        ("a" * 64, "is longer than 63 characters after its prefix"),
        ("b/" + "a" * 64, "is longer than 63 characters after its prefix"),
        *[(key, PREFIX) for key in ("/a", "Example.com/a", "a..b/c", "a_b/c")],
        ("a." * 126 + "ab/c", PREFIX),
        ("a/b/c", "has more than one slash"),
        ("A/b/c", "has more than one slash"),
    ],
)
def test_a_label_key_that_kubernetes_refuses(key: str, reason: str) -> None:
    (finding,) = lint_spec(spec_of(label_selector={key: "x"}))
    shown = key if len(key) <= 100 else key[:100] + "..."
    assert (finding.rule, finding.path, finding.message) == (
        "label-key",
        "/label_selector/" + key.replace("/", "~1"),
        f"label key {json.dumps(shown, ensure_ascii=False)} {reason}",
    )


@pytest.mark.parametrize(
    "key",
    [
        "a",
        "A",
        "0",
        "a.b_c-D",
        "example.com/a",
        "a/B",
        "a" * 63,
        "b/" + "a" * 63,
        "a." * 126 + "a/c",
    ],
)
def test_a_label_key_that_kubernetes_takes(key: str) -> None:
    assert found(label_selector={key: "x"}) == []


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        *[(value, LABEL) for value in ("-a", "a-", "a b", "a/b", "é", "a\n", " ")],
        ("a" * 64, "is longer than 63 characters"),
        ("-" * 64, "is longer than 63 characters"),
    ],
)
def test_a_label_value_that_kubernetes_refuses(value: str, reason: str) -> None:
    (finding,) = lint_spec(spec_of(label_selector={"key": value}))
    assert (finding.rule, finding.path, finding.message) == (
        "label-value",
        "/label_selector/key",
        f"label value {json.dumps(value, ensure_ascii=False)} {reason}",
    )


@pytest.mark.parametrize("value", ["", "a", "0", "A.b_c-D", "a" * 63])
def test_a_label_value_that_kubernetes_takes(value: str) -> None:
    assert found(label_selector={"key": value}) == []


def test_a_selector_without_labels() -> None:
    assert found(label_selector={}) == ["warning empty-selector /label_selector"]


@pytest.mark.parametrize("ttl", ["0s", "0d", "00h", "0h0m0s", "0d00s"])
def test_a_ttl_of_zero_is_an_error_once_a_backup_is_made(ttl: str) -> None:
    assert found(ttl=ttl) == ["warning ttl-zero /ttl"]
    (finding,) = refused_by_velero(spec_of(ttl=ttl))
    assert (finding.rule, finding.severity) == ("ttl-zero", "error")
    assert (
        finding.message == f'"{ttl}" is zero, which means the operator\'s default and not "never"'
    )
    errors = [each for each in lint_for_velero(spec_of(ttl=ttl)) if each.severity == "error"]
    assert errors == [finding]


@pytest.mark.parametrize("ttl", ["", "1s", "0h1s", "30d"])
def test_a_ttl_that_is_none_of_zero(ttl: str) -> None:
    assert found(ttl=ttl) == []
    assert refused_by_velero(spec_of(ttl=ttl)) == ()


@pytest.mark.parametrize(
    ("ttl", "is_below"),
    [("0s", False), ("1s", True), ("59m59s", True), ("1h", False), ("60m", False), ("", False)],
)
def test_a_ttl_below_the_hour_in_which_velero_collects(ttl: str, *, is_below: bool) -> None:
    findings = lint_for_velero(spec_of(include_namespaces=["a"], ttl=ttl))
    below = [each.path for each in findings if each.rule == "ttl-below-collection"]
    assert below == (["/ttl"] if is_below else [])


def test_what_is_no_error_is_no_reason_to_make_no_backup() -> None:
    spec = spec_of(include_namespaces=["", "A"], include_resources=[], label_selector={})
    assert [each.rule for each in refused_by_velero(spec)] == ["namespace-name"]


class TestBound:
    REST = (
        "",
        "too-many-issues",
        "warning",
        "has more than 1000 issues; the rest are not listed",
        "correct the listed ones first",
    )

    def test_a_thousand_of_each_severity_are_listed(self) -> None:
        findings = found(include_namespaces=1000 * [""], exclude_namespaces=1000 * ["*"])
        assert len(findings) == 2000
        assert "warning too-many-issues " not in findings

    @pytest.mark.parametrize(
        "fields", [{"include_namespaces": 1001 * [""]}, {"exclude_namespaces": 1001 * ["*"]}]
    )
    def test_one_more_is_replaced(self, fields: dict[str, Json]) -> None:
        findings = lint_spec(spec_of(**fields))
        assert len(findings) == 1001
        last = findings[-1]
        assert (last.path, last.rule, last.severity, last.message, last.remedy) == self.REST

    def test_no_warnings_hide_an_error(self) -> None:
        findings = found(include_namespaces=[*(3000 * [""]), "A"], ttl="0h")
        assert len(findings) == 1002
        assert findings[-2:] == [
            "error namespace-name /include_namespaces/3000",
            "warning too-many-issues ",
        ]

    def test_errors_are_counted_as_velero_counts_them(self) -> None:
        spec = spec_of(exclude_namespaces=1000 * ["*"], ttl="0s")
        for findings in (lint_for_velero(spec, "1.17.1"), refused_by_velero(spec)):
            rules = [each.rule for each in findings if each.severity == "error"]
            assert rules == 1000 * ["wildcard-excluded"]
            assert "too-many-issues" in [each.rule for each in findings]


class TestPublished:
    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"ttl": "1d"},
            {"include_cluster_resources": True},
            {"include_namespaces": [], "exclude_resources": [], "label_selector": {}},
        ],
    )
    def test_a_spec_that_restricts_nothing(self, fields: dict[str, Json]) -> None:
        spec = spec_of(**fields)
        *others, last = lint_published(spec)
        assert tuple(others) == lint_spec(spec)
        assert (last.path, last.rule, last.severity, last.message) == (
            "",
            "backs-up-everything",
            "warning",
            "sets no filter: the whole cluster is backed up",
        )

    @pytest.mark.parametrize(
        "fields",
        [
            *[{field: ["a"]} for field in LIST_FIELDS],
            {"label_selector": {"app": "a"}},
            {"include_namespaces": ["*"]},
            {"include_namespaces": [], "exclude_resources": ["pods"]},
        ],
    )
    def test_a_spec_that_restricts_something(self, fields: dict[str, Json]) -> None:
        spec = spec_of(**fields)
        assert lint_published(spec) == lint_spec(spec)
