import re

from hypothesis import given
from hypothesis import strategies as st

from k8s_backup_target._generated import lint
from k8s_backup_target._generated.velero_releases import DEFAULT_VELERO_VERSION, MEASURED_RELEASES
from k8s_backup_target._lint_template import Template
from k8s_backup_target._template import fill

TEMPLATES = [value for value in vars(lint).values() if isinstance(value, Template)]
RELEASES = [rules.release for rules in MEASURED_RELEASES]


class TestFill:
    def test_escapes_what_stands_in_quotes_and_puts_in_the_rest_as_it_is(self) -> None:
        values = {"name": 'a"b\\c\n', "release": "1.18.3"}
        assert fill('"{name}" in {release}', values) == '"a\\"b\\\\c\\n" in 1.18.3'

    def test_cuts_a_value_after_100_characters(self) -> None:
        assert fill("{name}", {"name": "\U0001f600" * 100}) == "\U0001f600" * 100
        assert fill("{name}", {"name": "\U0001f600" * 101}) == "\U0001f600" * 100 + "..."

    def test_does_not_fill_in_what_a_value_holds(self) -> None:
        assert fill("{name} {limit}", {"name": "{limit}", "limit": "\\1"}) == "{limit} \\1"

    def test_escapes_a_lone_surrogate_in_quotes(self) -> None:
        assert fill('"{name}"', {"name": "\ud800"}) == '"\\ud800"'

    @given(st.text(st.characters(), max_size=300))
    def test_gives_one_line(self, name: str) -> None:
        text = fill('{name} and "{name}"', {"name": name})
        assert not re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]", text)


class TestTemplates:
    def test_hold_for_measured_releases(self) -> None:
        assert len(TEMPLATES) > 0
        for template in TEMPLATES:
            assert set(template.releases or RELEASES) <= set(RELEASES)
        assert DEFAULT_VELERO_VERSION in RELEASES
