"""User text is plain text everywhere: what the window's source may not hold, and a walk over live widgets.

Qt guesses rich text in labels, message boxes, tool tips and QTextEdit.append (Qt.mightBeRichText); a typed
tag would then load local pictures or forge a look.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

FORBIDDEN_CLASSES = {
    "QTextEdit",
    "QTextBrowser",
    "QMessageBox",
    "QErrorMessage",
    "QInputDialog",
    "QProgressDialog",
    "QWhatsThis",
    "QGraphicsTextItem",
    "QStaticText",
}
FORBIDDEN_NAMES = {
    "setHtml",
    "insertHtml",
    "appendHtml",
    "setMarkdown",
    "insertMarkdown",
    "setWhatsThis",
    "RichText",
    "MarkdownText",
    "AutoText",
}
TIP_CALLS = {"setToolTip", "showText"}
TIP_GUARD = "plain_tip"


def source_faults(source: str, name: str) -> list[str]:
    """Give one sentence for each place of a window's module that may show user text as rich text."""
    tree = ast.parse(source)
    found = [*_names(tree), *_tips(tree), *_labels(tree), *_tip_roles(source, tree)]
    return [f"{name}:{line}: {fault}" for line, fault in sorted(found)]


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
            for alias in node.names:
                if alias.name in FORBIDDEN_CLASSES and not _lends_only_its_marks(tree, alias.name):
                    yield node.lineno, f"{alias.name} guesses rich text"
        elif isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_CLASSES | FORBIDDEN_NAMES:
            yield node.lineno, f"{node.attr} shows rich text"


def _lends_only_its_marks(tree: ast.Module, name: str) -> bool:
    """True where QTextEdit is named for its ExtraSelection alone, which every plain text field takes."""
    used = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == name]
    marks = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "ExtraSelection"
    ]
    return name == "QTextEdit" and bool(used) and all(any(one is mark for mark in marks) for one in used)


def _tips(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr not in TIP_CALLS:
            continue
        is_tip = node.func.attr == "setToolTip" or ast.unparse(node.func.value) == "QToolTip"
        text = node.args[-1] if node.func.attr == "setToolTip" else node.args[1:2] and node.args[1]
        if is_tip and isinstance(text, ast.expr) and not _is_ours(text):
            yield node.lineno, f"a tool tip of other words than our own goes through {TIP_GUARD}()"


def _is_ours(text: ast.expr) -> bool:
    """Say whether an expression can only give words of the program itself, or guarded ones."""
    if isinstance(text, ast.Constant):
        return True
    if isinstance(text, ast.IfExp):
        return _is_ours(text.body) and _is_ours(text.orelse)
    if isinstance(text, ast.Call):
        called = text.func.attr if isinstance(text.func, ast.Attribute) else getattr(text.func, "id", "")
        return called == TIP_GUARD or (called == "tr" and all(_is_ours(part) for part in text.args))
    return False


def _labels(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        extends = isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "QLabel" for base in node.bases)
        if extends and not any(_calls(inner, "setTextFormat") for inner in ast.walk(node)):
            yield node.lineno, "a class extends QLabel without setTextFormat(PlainText)"
    for function in _functions(tree):
        made = [node.lineno for node in ast.walk(function) if _calls(node, "QLabel")]
        if made and not any(_calls(node, "setTextFormat") for node in ast.walk(function)):
            yield made[0], "a QLabel is made without setTextFormat(PlainText) beside it"


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _calls(node: ast.AST, name: str) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return called == name


def _tip_roles(source: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    if TIP_GUARD in source:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "ToolTipRole":
            yield node.lineno, f"a model's tool tips go through {TIP_GUARD}()"


def rich_text_suspects(root: object) -> list[str]:
    """Walk a live widget tree and give one sentence for each place that could take user text for rich."""
    # Qt is loaded only by those who walk widgets; the source rules run without it.
    from PySide6.QtCore import Qt
    from PySide6.QtGui import Qt as GuiQt
    from PySide6.QtWidgets import QLabel, QTextEdit, QWidget

    assert isinstance(root, QWidget)
    found: list[str] = []
    for widget in (root, *root.findChildren(QWidget)):
        name = f"{type(widget).__name__} {widget.objectName()!r}"
        if widget.metaObject().className() == "QTipLabel":
            continue
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"{name}: its text format is not plain text")
        if isinstance(widget, QTextEdit):
            found.append(f"{name}: a QTextEdit takes rich text")
        for tip in (widget.toolTip(), widget.whatsThis()):
            if GuiQt.mightBeRichText(tip) and not _guarded(tip):
                found.append(f"{name}: its tool tip would be taken for rich text: {tip!r}")
    return found


def _guarded(tip: str) -> bool:
    inner = tip.removeprefix("<qt>").removesuffix("</qt>").replace("<br/>", "")
    return tip.startswith("<qt>") and "<" not in inner
