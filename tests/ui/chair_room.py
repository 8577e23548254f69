"""A desk whose meeting was closed, with what was said in it, and somebody who answers for places."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desk_room import DeskRoom
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from mappa_desk.ui.views.desk_sheet import DeskSheet
from mappa_desk.ui.views.points_pane import PointsPane

ITEM = "contributions"


@dataclass
class Answers:
    """Answers the file dialogs for the user."""

    save: Path | None = None
    found: tuple[Path, ...] = ()
    suggested: list[str] = field(default_factory=list)
    shown: list[Path] = field(default_factory=list)

    def ask_save(self, _parent, _title, suggested, _suffix) -> Path | None:
        self.suggested.append(suggested)
        return self.save / suggested if self.save is not None else None

    def ask_folder(self, _parent, _title, _start) -> Path | None:
        return self.save

    def ask_open(self, _parent, _title, _suffix) -> tuple[Path, ...]:
        return self.found

    def show_folder(self, path) -> None:
        self.shown.append(path)


def give_files(desk: DeskRoom, answers: Answers) -> None:
    """Let somebody answer for places on a desk that was made without."""
    page = desk.page
    page.sheets._files = answers
    for part in (page.chair.marks, page.chair.approving, page.chair.corrections):
        part._host.files = answers


def sheet(desk: DeskRoom) -> DeskSheet:
    """The sheet that lies over the record."""
    desk.until(lambda: isinstance(desk.page.panel.sheet, DeskSheet))
    found = desk.page.panel.sheet
    assert isinstance(found, DeskSheet)
    return found


def field_of(desk: DeskRoom, name: str) -> Any:
    """One field of the sheet."""
    return sheet(desk).findChild(QWidget, f"{name}_field")


def choose(desk: DeskRoom, name: str, key: str) -> None:
    """Choose by its key in a list of the sheet."""
    combo = field_of(desk, name)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData(key))


def put(desk: DeskRoom, name: str, text: str) -> None:
    """Type into a field of the sheet."""
    widget = field_of(desk, name)
    widget.setFocus()
    widget.selectAll()
    if text:
        desk.type(text)
    else:
        desk.press("Del")


def keep(desk: DeskRoom) -> None:
    """Ctrl+Enter in the sheet, and wait until it was done or refused."""
    sheet(desk)
    desk.press("Ctrl+Return")
    desk.idle()


def error_of(desk: DeskRoom) -> str:
    """What the sheet says is wrong."""
    label = sheet(desk).findChild(QLabel, "error_label")
    assert isinstance(label, QLabel)
    return label.text() if not label.isHidden() else ""


def rows_of(pane: PointsPane) -> list[tuple[str, str, str]]:
    """Place, state and words of each row."""
    model = pane.list.model()  # type: ignore[attr-defined]  # a list view
    return [(row.place, row.state, row.text) for row in model.rows]
