"""Prints the lines of each mutant's statement as it is unchanged, as JSON: `{name: [MODULE:LINE...]}`, in the mutated modules.

A test that runs none of them cannot notice the mutant. Runs in the folder in which mutmut wrote them.
"""

import ast
import json
import sys
from collections.abc import Sequence
from pathlib import Path

Span = tuple[int, int]
"""The first and the last line."""


def spans_in(tree: ast.Module) -> list[Span]:
    """The statements, the inner ones first; of one with a body only what comes before it, and then the whole."""
    spans: list[Span] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            end = node.end_lineno or node.lineno
            body: list[ast.stmt] = getattr(node, "body", [])
            if body:
                spans.append((node.lineno, max(node.lineno, body[0].lineno - 1)))
            spans.append((node.lineno, end))
    return sorted(spans, key=lambda span: span[1] - span[0])


def first_change(original: Sequence[str], mutant: Sequence[str]) -> int:
    """The index of the first line that differs."""
    pairs = enumerate(zip(original, mutant, strict=False))
    return next((index for index, (one, other) in pairs if one != other), 0)


def lines_in(source: Path, spans: dict[str, Span]) -> dict[str, list[str]]:
    """The lines of each mutant of a module."""
    text = source.read_text()
    lines, statements = text.split("\n"), spans_in(ast.parse(text))

    def lines_of(function: str, name: str) -> list[str]:
        start, end = spans[function]
        return [
            line.replace(f"def {function}(", f"def {name}(") for line in lines[start - 1 : end]
        ]

    found: dict[str, list[str]] = {}
    for mutant in spans:
        name, _, number = mutant.rpartition("__mutmut_")
        if number != "orig":
            original = f"{name}__mutmut_orig"
            index = first_change(lines_of(original, name), lines_of(mutant, name))
            line = spans[original][0] + index
            first, last = next(span for span in statements if span[0] <= line <= span[1])
            places = [f"{source.stem}:{each}" for each in range(first, last + 1)]
            found[f"{source.stem}.{mutant}"] = places
    return found


found: dict[str, list[str]] = {}
for index in sorted(Path("mutants/src").glob("*.py.spans")):
    found |= lines_in(index.with_suffix(""), json.loads(index.read_text())["spans"])
json.dump(found, sys.stdout)
