"""Rules of style that no linter knows, each a function from a source text to its faults."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

LONGEST_FILE = 400
COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3,4})\b|\brgba?\(")
FREE_COLOURS = {"transparent", "color0", "color1"}
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "handler", "handlers", "common"}
EMPTY_NAMES |= {"misc", "tool", "tools", "stuff", "lib", "base_classes", "functions", "classes"}


def length_faults(source: str) -> list[str]:
    """A file has at most 400 lines."""
    lines = source.count("\n")
    return [f"{lines} lines, at most {LONGEST_FILE}"] if lines > LONGEST_FILE else []


def late_import_faults(source: str) -> list[str]:
    """An import inside a function says why it is there, in a comment on its line or on the line above."""
    lines = source.splitlines()
    faults = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                here = _comment(lines[node.lineno - 1])
                above = lines[node.lineno - 2].strip()
                if not here and not (above.startswith("#") and _comment(above)):
                    faults.append(f"line {node.lineno}: an import inside a function without its reason")
    return sorted(set(faults))


def _comment(line: str) -> str:
    """The words of a line's comment that are not an instruction to a linter."""
    words = line.partition("#")[2]
    words = re.sub(r"noqa:\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*", "", words)
    return re.sub(r"[\s#():;,-]+", " ", words).strip()


def colour_faults(source: str) -> list[str]:
    """No colour stands in the window's source: widgets ask the theme by role."""
    return [f"line {line}: {fault}" for line, fault in sorted(set(_colours(ast.parse(source))))]


def _colours(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.search(node.value):
            yield node.lineno, "a colour in a string"
        is_global = isinstance(node, ast.Attribute) and getattr(node.value, "attr", "") == "GlobalColor"
        if is_global and node.attr not in FREE_COLOURS:
            yield node.lineno, f"the colour {node.attr}"
        if isinstance(node, ast.Call) and node.args and all(isinstance(a, ast.Constant) for a in node.args):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("QColor", "fromRgb", "fromRgbF", "fromHsl"):
                yield node.lineno, f"a colour made by {called}"


def docstring_faults(source: str, *, methods: bool = True) -> list[str]:
    """A module, each public class and function in it, and the classes' public methods say what they are.

    Without `methods` those are left out: in the window most of them override Qt's and are described there.
    """
    tree = ast.parse(source)
    faults = [] if ast.get_docstring(tree) else ["the module has no docstring"]
    for node in tree.body:
        faults.extend(_undescribed(node, ""))
        if methods and isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for inner in node.body:
                faults.extend(_undescribed(inner, f"{node.name}."))
    return faults


def _undescribed(node: ast.stmt, within: str) -> Iterator[str]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    is_setter = any(isinstance(mark, ast.Attribute) for mark in node.decorator_list)
    is_overload = any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list)
    if not (node.name.startswith("_") or is_setter or is_overload or ast.get_docstring(node)):
        yield f"line {node.lineno}: {within}{node.name} has no docstring"


def calls_paragraph(source: str) -> bool:
    """Say whether a module makes reportlab paragraphs, which take mark-up from their text."""
    return any(
        isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) == "Paragraph"
        for node in ast.walk(ast.parse(source))
    )


def name_faults(stem: str, instead: dict[str, str]) -> list[str]:
    """A module is called by the trade's word. `instead` gives for a word the one to use."""
    words = stem.strip("_").split("_")
    singular = [word.removesuffix("s") for word in words]
    faults = [f"{stem}: {word!r} says nothing" for word in words if word in EMPTY_NAMES]
    for first, word in zip(words, singular, strict=True):
        for said in {first, word} & set(instead):
            faults.append(f"{stem}: the word is {instead[said]!r}, not {said!r}")
    return faults
