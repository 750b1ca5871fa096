"""Telling a function that makes a spec from one that forgot to return it."""

from __future__ import annotations

import dis
from collections.abc import Callable
from inspect import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR
from types import CodeType, FunctionType, MethodType
from typing import Final, cast

_NO_VALUE: Final = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR


def check_spec_function(spec: object) -> None:
    """Refuses a function that cannot return a spec.

    One without a `return` gives None, which would withdraw what is published. A function that
    returns None on purpose in some case, or a lambda, is not meant.

    Raises:
        ValueError: the function is a coroutine or a generator, or no path of it returns a value.
    """
    code = _code_of(spec)
    if code is None:
        return
    name = code.co_name
    if code.co_flags & _NO_VALUE:
        raise ValueError(f"spec: {name} is a coroutine or a generator: return the spec")
    if name != "<lambda>" and _returns_nothing(code):
        raise ValueError(f"spec: {name} returns nothing: did it forget `return`? None withdraws")


def _code_of(spec: object) -> CodeType | None:
    if isinstance(spec, MethodType):
        spec = cast("Callable[..., object]", spec.__func__)
    return spec.__code__ if isinstance(spec, FunctionType) else None


def _returns_nothing(code: CodeType) -> bool:
    """True if each `return` is of the constant None, as Python compiles the end of a function."""
    returns = False
    before: dis.Instruction | None = None
    for instruction in dis.get_instructions(code):
        if instruction.opname == "RETURN_CONST":
            returns = True
            if instruction.argval is not None:
                return False
        elif instruction.opname == "RETURN_VALUE":
            returns = True
            # What is jumped to may have another value on the stack.
            if instruction.is_jump_target or before is None or not _loads_none(before):
                return False
        before = instruction
    # A function that always raises has none, and is not one that forgot it.
    return returns


def _loads_none(instruction: dis.Instruction) -> bool:
    return instruction.opname == "LOAD_CONST" and instruction.argval is None
