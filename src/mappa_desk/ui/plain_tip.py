"""Tool tips show words as they were typed: Qt would otherwise take a tag in them for rich text."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt


def plain_tip(words: str) -> str:
    """Words fit for a tool tip: escaped where Qt would take them for rich text, as they are otherwise."""
    if not Qt.mightBeRichText(words):
        return words
    return f"<qt>{escape(words).replace(chr(10), '<br/>')}</qt>"
