"""Checks plain data against a model of either view."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError

from ._issue import ContractError, Issue
from ._names import MAX_ISSUES
from ._pydantic_issues import to_issues, too_many_issues
from ._unicode import well_formed_copy
from ._unicode_issues import unicode_issues

ModelT = TypeVar("ModelT", bound=BaseModel)

# The models keep something of the first five levels of a value.
_LEVELS: Final = 10


@dataclass(frozen=True, slots=True)
class Result(Generic[ModelT]):
    """The result of a check: a value or issues, never both."""

    value: ModelT | None
    """The model, or None when there are issues."""

    issues: tuple[Issue, ...] = ()
    """Everything that is wrong."""


def validate(model: type[ModelT], value: object) -> Result[ModelT]:
    """Checks `value` by `model`, a model of the view `read` or `write`.

    Args:
        model: what the value must be.
        value: plain data as `json.loads` gives it; tuples count as lists, and models as their
            fields.

    Returns:
        The value as a model, or every issue found. Unlike Pydantic's own check, it finds lone
        surrogates, and names what is wrong by the schema's keywords.
    """
    return check(model, _plain(value, _LEVELS))


def parse(model: type[ModelT], value: object) -> ModelT:
    """The raising form of `validate`.

    Raises:
        ContractError: with every issue found.
    """
    result = validate(model, value)
    if result.value is None:
        raise ContractError(result.issues)
    return result.value


def check(
    model: type[ModelT], value: object, *, path: str = "", well_formed: bool = False
) -> Result[ModelT]:
    """Checks plain data that is at `path`; if `well_formed`, it holds no lone surrogate."""
    if _has_too_many_faults(value):
        return Result(None, (too_many_issues(path),))
    copy = value if well_formed else well_formed_copy(value, _LEVELS)
    try:
        checked = model.model_validate(copy)
    except ValidationError as error:
        if error.error_count() > MAX_ISSUES:
            return Result(None, (too_many_issues(path),))
        return Result(None, tuple(to_issues(error, path, escaped=not well_formed, model=model)))
    if well_formed or copy == value:
        return Result(checked)
    issues = unicode_issues(checked.model_dump(), value, path)
    # Without issues, what the copy changed was ignored, or was no more than escaped.
    return Result(None, tuple(issues)) if issues else Result(model.model_validate(value))


def _has_too_many_faults(value: object) -> bool:
    """Whether all lists of strings and the labels together hold more faults than are listed.

    Pydantic would hold all of them before the first could be read: gigabytes of a hostile databag.
    """
    fields = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    spec = fields.get("spec", fields)
    if not isinstance(spec, dict):
        return False
    collections = [_items_of(field) for field in cast("dict[str, object]", spec).values()]
    if sum(map(len, collections)) <= MAX_ISSUES:
        return False
    faults = (not isinstance(item, str) for items in collections for item in items)
    return sum(faults) > MAX_ISSUES


def _items_of(field: object) -> Collection[object]:
    if isinstance(field, dict):
        return cast("dict[str, object]", field).values()
    return cast("list[object]", field) if isinstance(field, list) else ()


def _plain(value: object, levels: int) -> object:
    """`value` with the fields of every model in place of the model."""
    if isinstance(value, BaseModel):
        return value.model_dump(warnings=False)
    if levels > 0 and isinstance(value, (list, tuple)):
        return [_plain(item, levels - 1) for item in cast("list[object]", value)]
    if levels > 0 and isinstance(value, dict):
        fields = cast("dict[object, object]", value)
        return {key: _plain(item, levels - 1) for key, item in fields.items()}
    return value
