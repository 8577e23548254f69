"""A field of a day on a sheet: beside it the full date, under it what is to be known of that day."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from mappa_desk.ui.models.desk_fields import Field
from mappa_desk.ui.widgets.desk_frames import ElidedLabel
from mappa_desk.ui.widgets.rows import plain_label


class DatedLine(QVBoxLayout):
    """Follows what is typed. `read_date` gives the full date; `field.warns` a sentence, empty for none."""

    def __init__(self, field: Field, edit: QLineEdit, read_date: Callable[..., str]) -> None:
        super().__init__()
        self._field, self._edit, self._read_date = field, edit, read_date
        self._said = ElidedLabel()
        self._said.setProperty("tone", "muted")
        self._said.setProperty("font_role", "caption")
        self._warning = plain_label("", font_role="caption", tone="warning", wrap=True)
        self._warning.setObjectName(f"{field.name}_warning")
        self.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(edit, 1)
        line.addWidget(self._said, 1)
        self.addLayout(line)
        self.addWidget(self._warning)
        edit.textChanged.connect(self._show)
        self._show(edit.text())

    def _show(self, text: str) -> None:
        ways = {"past": True} if self._field.past else {}
        meant = self._read_date(text, **ways) if text.strip() else ""
        warns = self._field.warns(text) if meant and self._field.warns is not None else ""
        self._said.setText(meant or (self.tr("Not a date yet") if text.strip() else ""))
        self._warning.setText(warns)
        self._warning.setVisible(bool(warns))
        self._edit.setAccessibleDescription(". ".join(part for part in (self._said.text(), warns) if part))
