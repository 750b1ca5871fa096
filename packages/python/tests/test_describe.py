"""Every rule of the schema's dialect is mapped, also those that no field has yet."""

from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field

from k8s_backup_target import Issue, describe_issue, validate

LONE_SURROGATE = "is not well-formed Unicode"


class Model(BaseModel):
    """A model such as the generator writes, of a schema with more keywords."""

    model_config = ConfigDict(extra="forbid", strict=True)

    short: Annotated[str, Field(max_length=2)] | None = None
    long: Annotated[str, Field(min_length=2)] | None = None
    lower: Annotated[str, Field(pattern="^[a-z]*$")] | None = None


@pytest.mark.parametrize(
    ("value", "path", "rule", "message"),
    [
        ({"short": "abc"}, "/short", "maxLength", "must be at most 2 characters long"),
        ({"long": "a"}, "/long", "minLength", "must be at least 2 characters long"),
        ({"lower": "A"}, "/lower", "pattern", "must match ^[a-z]*$"),
        ({"long": "\ud800\ud800"}, "/long", "unicode", LONE_SURROGATE),
        ({"long": "\ud800"}, "/long", "minLength", "must be at least 2 characters long"),
    ],
)  # fmt: skip
def test_rules(value: dict[str, str], path: str, rule: str, message: str) -> None:
    (issue,) = validate(Model, value).issues
    assert (issue.path, issue.rule, issue.message) == (path, rule, message)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("", "the value"),
        ("/ttl", "/ttl"),
        ("/" + "k" * 199, "/" + "k" * 199),
        ("/" + "k" * 1_000_000 + "/end", "/" + "k" * 139 + "..." + "k" * 46 + "/end"),
        ("\U0001f600" * 200, "\U0001f600" * 200),
        ("\U0001f600" * 201, "\U0001f600" * 140 + "..." + "\U0001f600" * 50),
    ],
)
def test_a_long_path_is_shortened_in_its_middle(path: str, shown: str) -> None:
    assert describe_issue(Issue(path, "type", "is odd")) == f"{shown} is odd"


def test_a_message_and_a_remedy_that_name_a_stranger_at_length_are_shortened() -> None:
    issue = Issue("/x", "type", "m" * 10_000, "r" * 601)
    message, remedy = (letter * 420 + "..." + letter * 150 for letter in "mr")
    assert describe_issue(issue) == f"/x {message}: {remedy}"
