"""Writes a page about each public module of the Python package, made of its docstrings.

`write_reference.py FOLDER` is a part of `npm run docs`. Griffe reads the sources; nothing is imported.
A docstring that is missing, or does not agree with the code, is an error.
"""

import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import griffe

SOURCES = Path("packages/python/src")
PACKAGE = "k8s_backup_target"


class Faults(logging.Handler):
    """Keeps what Griffe warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one warning."""
        self.found.append(record.getMessage())


def main(folder: Path) -> int:
    """Writes the pages into the folder, and returns the exit status."""
    faults = Faults()
    logging.getLogger("griffe").addHandler(faults)
    package = griffe.load(
        PACKAGE,
        search_paths=[SOURCES],
        docstring_parser="google",
        docstring_options={"returns_named_value": False, "warn_unknown_params": True},
    )
    folder.mkdir(parents=True)
    for module in public_modules(package):
        name = module.path.removeprefix(f"{PACKAGE}.")
        text = "\n".join(page(module, faults))
        (folder / f"{name}.md").write_text(f"{text}\n", encoding="utf-8")
    for fault in faults.found:
        print(f"write_reference: {fault}", file=sys.stderr)
    return 1 if faults.found else 0


def public_modules(package: griffe.Module) -> Iterator[griffe.Module]:
    """The package, and each module in it whose name does not begin with an underscore."""
    yield package
    for name, module in sorted(package.modules.items()):
        if not name.startswith("_"):
            yield module


def page(module: griffe.Module, faults: Faults) -> Iterator[str]:
    """The lines of a module's page."""
    yield f"# {module.path}\n"
    yield from docstring_of(module, faults)
    names = [name for name in module.exports or [] if not isinstance(name, griffe.Expr)]
    for name in sorted(names, key=lambda name: (str(name).lower(), str(name))):
        member = module[str(name)]
        target = member.final_target if isinstance(member, griffe.Alias) else member
        if isinstance(target, griffe.Module):
            if target.path.rpartition(".")[2].startswith("_"):
                faults.found.append(f"{module.path}.{name}: is a module that is not public")
            continue
        yield f"## {name}\n"
        yield from member_of(target, f"{module.path}.{name}", faults)


def member_of(member: griffe.Object, path: str, faults: Faults) -> Iterator[str]:
    """What is said of a function, class, attribute or type."""
    yield f"```python\n{code_of(member)}\n```\n"
    if member.docstring is None and not is_plain_data(member):
        faults.found.append(f"{path}: has no docstring")
    yield from docstring_of(member, faults)
    if isinstance(member, griffe.Class):
        yield from class_members(member, path, faults)


def class_members(owner: griffe.Class, path: str, faults: Faults) -> Iterator[str]:
    """The fields of a class in a table, then its methods and properties."""
    constructor = owner.members.get("__init__")
    if isinstance(constructor, griffe.Function) and constructor.docstring:
        yield f"```python\n{function_code(constructor, owner.name)}\n```\n"
        yield from docstring_of(constructor, faults)
    public = [each for name, each in owner.members.items() if not name.startswith("_")]
    fields = [each for each in public if isinstance(each, griffe.Attribute) and is_field(each)]
    if fields:
        yield "| field | type | |\n| --- | --- | --- |"
        for field in fields:
            about = one_line(field.docstring.value) if field.docstring else ""
            yield f"| `{field.name}` | {cell_code(str(field.annotation or ''))} | {about} |"
        yield ""
    for each in public:
        if isinstance(each, griffe.Object) and each not in fields and each.docstring:
            yield f"### {owner.name}.{each.name}\n"
            yield from member_of(each, f"{path}.{each.name}", faults)


def is_field(attribute: griffe.Attribute) -> bool:
    """Whether it is data, and not a property."""
    return "property" not in attribute.labels


def is_plain_data(member: griffe.Object) -> bool:
    """Whether the name says all: a field, or a method that overrides one."""
    return isinstance(member, griffe.Attribute) and is_field(member)


def code_of(member: griffe.Object) -> str:
    """The declaration, as a reader would type it."""
    if isinstance(member, griffe.Class):
        bases = ", ".join(str(base) for base in member.bases)
        return f"class {member.name}({bases})" if bases else f"class {member.name}"
    if isinstance(member, griffe.Function):
        return function_code(member, member.name)
    annotation = f": {member.annotation}" if getattr(member, "annotation", None) else ""
    value = getattr(member, "value", None)
    shown = f" = {value}" if value is not None and "property" not in member.labels else ""
    return f"{member.name}{annotation}{shown}"


def function_code(function: griffe.Function, name: str) -> str:
    """A function's signature, each parameter on a line of its own where there are many."""
    parts: list[str] = []
    kinds = griffe.ParameterKind
    has_star = False
    for parameter in function.parameters:
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is kinds.keyword_only and not has_star:
            parts.append("*")
        prefix = {kinds.var_positional: "*", kinds.var_keyword: "**"}.get(parameter.kind, "")
        has_star = has_star or parameter.kind in (kinds.keyword_only, kinds.var_positional)
        annotation = f": {parameter.annotation}" if parameter.annotation else ""
        is_given = parameter.default is not None and not prefix
        default = f" = {parameter.default}" if is_given else ""
        parts.append(f"{prefix}{parameter.name}{annotation}{default}")
    is_constructor = function.name == "__init__"
    returns = f" -> {function.returns}" if function.returns and not is_constructor else ""
    line = f"{name}({', '.join(parts)}){returns}"
    if len(line) <= 80:
        return line
    lines = "".join(f"    {part},\n" for part in parts)
    return f"{name}(\n{lines}){returns}"


def docstring_of(member: griffe.Object, faults: Faults) -> Iterator[str]:
    """A docstring's text and sections."""
    if member.docstring is None:
        return
    for section in member.docstring.parsed:
        kind = section.kind.value
        if kind == "text":
            yield f"{escape(section.value)}\n"
        elif kind in ("parameters", "attributes"):
            yield f"| {kind.removesuffix('s')} | |\n| --- | --- |"
            for item in section.value:
                yield f"| `{item.name}` | {one_line(item.description)} |"
            yield ""
        elif kind == "returns":
            yield f"Returns: {' '.join(one_line(item.description) for item in section.value)}\n"
        elif kind == "raises":
            for item in section.value:
                yield f"Raises `{item.annotation}` {one_line(item.description)}\n"
        else:
            faults.found.append(f"{member.path}: has a section {kind}, which no page shows")


def cell_code(text: str) -> str:
    """Code in a cell of a table."""
    return f"`{text.replace('|', chr(92) + '|')}`" if text else ""


def one_line(text: str) -> str:
    """A text as a cell of a table."""
    return escape(" ".join(text.split())).replace("|", "\\|")


def escape(text: str) -> str:
    """A text in which only code spans are code: the site takes tags and {{ }} for its own."""
    parts = re.split(r"(```.*?```|`[^`]*`)", text, flags=re.DOTALL)
    return "".join(
        part if part.startswith("`") else part.replace("<", "&lt;").replace("{{", "&#123;&#123;")
        for part in parts
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
