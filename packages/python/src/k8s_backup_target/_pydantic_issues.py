"""Pydantic's errors as issues, with a sentence that says what to do."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final, get_args

from pydantic import ValidationError

from ._generated import contract_templates as templates
from ._generated import write
from ._generated.read import ProviderAppData
from ._issue import Issue, one_line
from ._names import MAX_ISSUES
from ._nearest import nearest
from ._pointer import append_pointer
from ._template import issue_of
from ._unicode import unescape_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

# Every other error of the models is a wrong type.
_RULES: Final = {
    "missing": "required",
    "extra_forbidden": "additionalProperties",
    "invalid_key": "additionalProperties",
    "string_pattern_mismatch": "pattern",
    "string_too_short": "minLength",
    "string_too_long": "maxLength",
}

# Pydantic names the key, JSON Schema the object that lacks it or has it.
_RULES_ON_KEYS: Final = frozenset({"required", "additionalProperties"})
_KINDS_ON_KEYS: Final = ("missing", "extra_forbidden", "invalid_key")

_TYPES: Final = {
    "bool_type": "boolean",
    "dict_type": "object",
    "list_type": "array",
    "model_type": "object",
    "string_type": "string",
}


def to_issues(
    error: ValidationError, path: str, *, escaped: bool, model: type[BaseModel] | None = None
) -> list[Issue]:
    """Every error in the value at `path`, in the order in which the other language finds them.

    Args:
        error: of a model of ours.
        path: JSON Pointer to the value.
        escaped: whether its keys are unescaped first.
        model: what the value had to be, which tells the fields that may be null.
    """
    return [
        _issue(details, _location(details, escaped=escaped), path, model)
        for details in _in_order(error.errors(include_url=False, include_input=False))
    ]


def _location(details: ErrorDetails, *, escaped: bool) -> list[str | int]:
    return [
        unescape_key(token) if escaped and isinstance(token, str) else token
        for token in details["loc"]
    ]


def _issue(
    details: ErrorDetails, location: list[str | int], path: str, model: type[BaseModel] | None
) -> Issue:
    rule = _RULES.get(details["type"], "type")
    if rule in _RULES_ON_KEYS:
        *outer, last = location
        where, key = _pointer(path, outer), _printable(str(last))
        if rule == "additionalProperties":
            return _unknown_field(where, key, _fields_at(model, outer))
        return _under(_wanted(rule, key), where)
    wanted = _value_wanted(rule, details, is_nullable=_may_be_null(model, location))
    return _under(_wanted(rule, wanted), _pointer(path, location))


def _value_wanted(rule: str, details: ErrorDetails, *, is_nullable: bool) -> str:
    context = details.get("ctx", {})
    match rule:
        case "pattern":
            return context["pattern"]
        case "minLength":
            return str(context["min_length"])
        case "maxLength":
            return str(context["max_length"])
        case _:
            kind = details["type"]
            name = _TYPES.get(kind, f"another type ({kind})")
            return f"{name} or null" if is_nullable else name


@cache
def _wanted(rule: str, value: str) -> Issue:
    """An issue without a path: there are few, and a hostile databag holds each many times."""
    match rule:
        case "required":
            return replace(issue_of(templates.REQUIRED_VALUE, "", key=value), key=value)
        case "pattern":
            return _pattern_issue(value)
        case "minLength":
            return issue_of(templates.MINLENGTH_VALUE, "", limit=value)
        case "maxLength":
            return issue_of(templates.MAXLENGTH_VALUE, "", limit=value)
        case _:
            return issue_of(templates.TYPE_VALUE, "", types=value)


def _pattern_issue(pattern: str) -> Issue:
    examples = _examples_by_pattern().get(pattern)
    if not examples:
        return issue_of(templates.PATTERN_PATTERN, "", pattern=pattern)
    return issue_of(templates.PATTERN_EXAMPLES, "", examples=", ".join(examples))


def _under(issue: Issue, path: str) -> Issue:
    return Issue(path, issue.rule, issue.message, issue.remedy, issue.key)


def _unknown_field(path: str, key: str, fields: Iterable[str]) -> Issue:
    suggestion = nearest(key, fields)
    if suggestion is None:
        issue = issue_of(templates.ADDITIONALPROPERTIES_UNKNOWN, path, key=key)
    else:
        template = templates.ADDITIONALPROPERTIES_MISSPELT
        issue = issue_of(template, path, key=key, suggestion=suggestion)
    return replace(issue, key=key, suggestion=suggestion)


def _in_order(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Of each object first the keys that it lacks, then those that it has too many, then the rest.

    Pydantic says of each object the unknown keys last, and the missing ones among the rest.
    """
    if not any(details["type"] in _KINDS_ON_KEYS for details in errors):
        return errors
    seen: dict[tuple[int | str, ...], int] = {}

    def rank(details: ErrorDetails) -> list[tuple[int, int]]:
        location = details["loc"]
        prefixes = [location[: depth + 1] for depth in range(len(location))]
        ranks = [(len(_KINDS_ON_KEYS), seen.setdefault(each, len(seen))) for each in prefixes]
        if details["type"] in _KINDS_ON_KEYS:
            ranks[-1] = (_KINDS_ON_KEYS.index(details["type"]), ranks[-1][1])
        return ranks

    return sorted(errors, key=rank)


def _may_be_null(model: type[BaseModel] | None, location: list[str | int]) -> bool:
    """True of an optional field of an object, and not of an item or a label of the same name."""
    return type(None) in get_args(_annotation_at(model, location))


def _fields_at(model: type[BaseModel] | None, location: list[str | int]) -> Iterable[str]:
    """The names of the fields of the object there."""
    return getattr(_without_null(_annotation_at(model, location)), "model_fields", {})


def _annotation_at(model: type[BaseModel] | None, location: list[str | int]) -> object:
    annotation: object = model
    for token in location:
        if isinstance(token, int):
            annotation = next(iter(get_args(_without_null(annotation))), None)
            continue
        fields: Mapping[str, FieldInfo] = getattr(_without_null(annotation), "model_fields", {})
        annotation = fields[token].annotation if token in fields else None
    return annotation


def _without_null(annotation: object) -> object:
    options = [each for each in get_args(annotation) if each is not type(None)]
    is_optional = type(None) in get_args(annotation)
    return options[0] if is_optional else annotation


def foreign_issues(error: ValidationError) -> list[Issue]:
    """Issues of an error that a charm's own code ran into, of one of our models or of another.

    What only another model checks keeps the name and the message that Pydantic gives it.
    """
    return [
        ours
        if details["type"] in _RULES or details["type"] in _TYPES
        else Issue(ours.path, details["type"], one_line(details["msg"]))
        for ours, details in zip(
            to_issues(error, "", escaped=False, model=_model_of(error)),
            _in_order(error.errors(include_url=False, include_input=False)),
            strict=True,
        )
    ]


def is_of_spec(error: ValidationError) -> bool:
    """True if what a charm's own code ran into is our model of a spec."""
    return error.title == write.K8sBackupTargetSpec.__name__


def _model_of(error: ValidationError) -> type[BaseModel] | None:
    return write.K8sBackupTargetSpec if is_of_spec(error) else None


def not_an_object(path: str) -> Issue:
    """What Pydantic would say of an entry that is not an object, a hundred times as fast."""
    return _under(_wanted("type", _TYPES["model_type"]), path)


def too_many_issues(path: str) -> Issue:
    """Says that there are more issues than are listed."""
    return issue_of(templates.TOO_MANY_ISSUES_REFUSED, path, limit=str(MAX_ISSUES))


def _printable(pointer: str) -> str:
    """The pointer with U+FFFD for each lone surrogate, which cannot be printed."""
    if pointer.isascii():
        return pointer
    return pointer.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _pointer(path: str, location: list[str | int]) -> str:
    for token in location:
        path = append_pointer(path, token)
    return _printable(path)


@cache
def _examples_by_pattern() -> dict[str, list[str]]:
    schema = ProviderAppData.model_json_schema()
    return {
        option["pattern"]: field.get("examples", [])
        for model in [schema, *schema["$defs"].values()]
        for field in model["properties"].values()
        for option in [field, *field.get("anyOf", [])]
        if "pattern" in option
    }
