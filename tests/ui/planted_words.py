"""Puts a word of its own into every text of a record that may not be shown, and reads what windows say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import count
from typing import Any

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

JOINS = {
    "id", "meeting_id", "case_id", "entry_id", "action_id", "panel_day_id", "closed_part_id", "person_id",
    "attendance_id", "owner_attendance_id", "settles_issue_id", "record_id", "code", "item", "current_item",
    "agency", "owner_agency", "tag", "heard_by", "declined_by", "stayed", "statement_due", "remote_due",
}  # fmt: skip
"""What ties records together. None of it is shown, and without it there is nothing to show."""
LET_THROUGH = {
    ("AgendaItem", "title"),
    ("AreaForm", "statement_text"),
    ("Action", "text"),
    ("Agency", "name"),
}
"""Kind of record and field: what Room may show."""


class Planter:
    """Gives a copy of a view in which every other text is a planted word; `words` are those words."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.words: dict[str, str] = {}

    def plant(self, value: Any) -> Any:
        """A copy of a record, of a tuple of records or of anything else, with the words planted."""
        if is_dataclass(value) and not isinstance(value, type):
            kind = type(value).__name__
            planted = {
                field.name: self._field((kind, field.name), str(field.type), getattr(value, field.name))
                for field in fields(value)
            }
            return replace(value, **planted)
        return tuple(self.plant(one) for one in value) if isinstance(value, tuple) else value

    def _field(self, place: tuple[str, str], declared: str, value: Any) -> Any:
        if place[1] in JOINS or place in LET_THROUGH or isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return self._word(".".join(place))
        return (self._word(".".join(place)),) if declared == "tuple[str, ...]" else self.plant(value)

    def _word(self, place: str) -> str:
        """A word that nobody says, made of letters alone."""
        letters = "".join(chr(ord("a") + int(digit)) for digit in f"{next(self._numbers):05d}")
        word = f"Zqx{letters}"
        self.words[word] = place
        return word


def said_by(window: QWidget) -> str:
    """Everything a window says to eye, mouse and screen reader, shown or hidden."""
    said = [window.windowTitle(), window.windowIconText(), window.windowFilePath(), window.windowRole()]
    for widget in (window, *window.findChildren(QWidget)):
        for getter in ("text", "title", "placeholderText"):
            call = getattr(widget, getter, None)
            if callable(call):
                said.append(str(call()))
        said += (widget.toolTip(), widget.whatsThis(), widget.statusTip(), widget.accessibleName(),
                 widget.accessibleDescription(), widget.objectName())  # fmt: skip
        for name in widget.dynamicPropertyNames():
            with suppress(RuntimeError):  # Qt keeps things of its own there that Python cannot read
                said.append(str(widget.property(bytes(name.data()).decode())))
    said += _heard(QAccessible.queryAccessibleInterface(window))
    return "\n".join(said)


def _heard(face: QAccessibleInterface | None) -> Iterator[str]:
    if face is None:
        return
    told = QAccessible.Text
    for kind in (told.Name, told.Description, told.Value, told.Help):
        yield face.text(kind)
    for at in range(face.childCount()):
        yield from _heard(face.child(at))
