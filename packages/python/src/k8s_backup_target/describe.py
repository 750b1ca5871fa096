"""Pydantic's errors as issues, with a sentence that says what to do."""

import json
from functools import cache
from typing import Any, Final

from pydantic import ValidationError

from ._generated.read import ProviderAppData
from .issue import Issue, one_line
from .names import MAX_ISSUES
from .pointer import append_pointer
from .unicode import unescape_key

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

# One text for all: a hostile databag can hold millions of wrong values.
_TYPE_MESSAGES: Final = {
    "bool_type": "must be of type boolean",
    "dict_type": "must be of type object",
    "list_type": "must be of type array",
    "model_type": "must be of type object",
    "string_type": "must be of type string",
}


def to_issues(error: ValidationError, path: str, *, escaped: bool) -> list[Issue]:
    """Every error in the value at `path`; its keys are unescaped first if they were `escaped`."""
    issues: list[Issue] = []
    for details in error.errors(include_url=False, include_input=False):
        location = [
            unescape_key(token) if escaped and isinstance(token, str) else token
            for token in details["loc"]
        ]
        kind = details["type"]
        rule = _RULES.get(kind, "type")
        message = _message(kind, str(location[-1]) if location else "", details.get("ctx", {}))
        where = location[:-1] if rule in _RULES_ON_KEYS else location
        issues.append(Issue(_printable(_pointer(path, where)), rule, message))
    return issues


def foreign_issues(error: ValidationError) -> list[Issue]:
    """Issues of an error that a charm's own code ran into, of one of our models or of another.

    What only another model checks keeps the name and the message that Pydantic gives it.
    """
    return [
        ours
        if details["type"] in _RULES or details["type"] in _TYPE_MESSAGES
        else Issue(ours.path, details["type"], one_line(details["msg"]))
        for ours, details in zip(
            to_issues(error, "", escaped=False),
            error.errors(include_url=False, include_input=False),
            strict=True,
        )
    ]


def not_an_object(path: str) -> Issue:
    """What Pydantic would say of an entry that is no object, a hundred times as fast."""
    return Issue(path, "type", _TYPE_MESSAGES["model_type"])


def too_many_issues(path: str) -> Issue:
    """Stands for more issues than are listed."""
    message = f"has more than {MAX_ISSUES} issues; the rest are not listed"
    return Issue(path, "too-many-issues", message)


def _printable(pointer: str) -> str:
    """The pointer with U+FFFD for each lone surrogate, which cannot be printed."""
    if pointer.isascii():
        return pointer
    return pointer.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _pointer(path: str, location: list[str | int]) -> str:
    for token in location:
        path = append_pointer(path, token)
    return path


def _message(kind: str, key: str, context: dict[str, Any]) -> str:
    match _RULES.get(kind):
        case "required":
            return f'lacks the required field "{key}"'
        case "additionalProperties":
            quoted = one_line(json.dumps(key, ensure_ascii=False))
            return f"has the unknown field {quoted}: correct its spelling or remove it"
        case "pattern":
            return _pattern_message(context["pattern"])
        case "minLength":
            return f"must be at least {context['min_length']} characters long"
        case "maxLength":
            return f"must be at most {context['max_length']} characters long"
        case _:
            return _TYPE_MESSAGES.get(kind, f"must be of another type ({kind})")


def _pattern_message(pattern: str) -> str:
    examples = _examples_by_pattern().get(pattern)
    if not examples:
        return f"must match {pattern}"
    return f"must look like {', '.join(examples)}"


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
