"""Two lists of the dry run of a spreadsheet: what each column becomes, and which case unknown words mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mappa_desk.domain.action_import import Becomes, Layout
from mappa_desk.ui import theme
from mappa_desk.ui.models import action_import_words as words
from mappa_desk.ui.models.action_import_words import tr
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.desk_frames import ElidedLabel

WIDE_TEXT = 1.5
"""From this text size on the columns stand one below the other."""
EXAMPLE = 26
"""Most characters of a cell that is shown as an example."""
MOST_CASES = 12
"""Most unknown cases that are asked for one by one; the others go with all of them."""
OPEN_IT = "open"
"""Said in place of a case's id: the case is opened. The services have the same word."""


class ColumnChoices(QWidget):
    """One line a column: its head, what it becomes, an example out of it."""

    changed = Signal()

    def __init__(self, layout: Layout, examples: Sequence[str]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.setHorizontalSpacing(32)
        abreast = 1 if theme.scale() >= WIDE_TEXT else 2
        self.combos: list[QComboBox] = []
        for column in range(abreast):
            grid.setColumnStretch(column, 1)
        for place, (head, becomes) in enumerate(zip(layout.heads, layout.becomes, strict=True)):
            row, side = divmod(place, abreast)
            grid.addWidget(self._line(head, examples[place], becomes), row, side)
        dress(self)

    def becomes(self) -> tuple[Becomes, ...]:
        """What each column becomes, as chosen."""
        return tuple(Becomes(combo.currentData()) for combo in self.combos)

    def _line(self, head: str, example: str, becomes: Becomes) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        name = plain_label(head or tr("(no heading)"))
        combo = QComboBox()
        combo.setObjectName("becomes_combo")
        combo.setAccessibleName(tr("Column {head} becomes").format(head=head))
        for one in Becomes:
            combo.addItem(words.becomes(one), one)
        combo.setCurrentIndex(max(combo.findData(becomes), 0))
        combo.currentIndexChanged.connect(lambda _place: self.changed.emit())
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(10)
        shown = ElidedLabel()
        short = " ".join(example.split())
        shown.setText(short if len(short) <= EXAMPLE else f"{short[:EXAMPLE]}…")
        shown.setProperty("tone", "muted")
        for widget, stretch in ((name, 2), (combo, 3), (shown, 4)):
            widget.setProperty("least_wide", 60 if widget is shown else 112)  # follows the text size
            line.addWidget(widget, stretch)
        self.combos.append(combo)
        return holder


class CaseChoices(QWidget):
    """One line for each case that the vault does not hold: leave its rows out, open it, or which is meant."""

    changed = Signal()

    def __init__(self, unknown: Sequence[str], cases: QStandardItemModel) -> None:
        super().__init__()
        self._unknown = tuple(unknown)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        self.combos: dict[str, QComboBox] = {}
        self._all = QComboBox()
        for text, choice in ((tr("Leave their rows out"), ""), (tr("Open these cases"), OPEN_IT)):
            self._all.addItem(text, choice)
        self._all.setObjectName("all_cases_combo")
        self._all.setAccessibleName(tr("All cases that the vault does not hold"))
        self._all.currentIndexChanged.connect(self._on_all)
        if len(self._unknown) > 1:
            every = tr("All of them ({count})").format(count=len(self._unknown))
            lines.addWidget(self._line(every, self._all))
        for said in self._unknown[:MOST_CASES]:
            combo = QComboBox()
            combo.setObjectName("case_choice_combo")
            combo.setAccessibleName(tr("The case {words} is").format(words=said))
            combo.setModel(cases)
            combo.currentIndexChanged.connect(lambda _place: self.changed.emit())
            self.combos[said] = combo
            lines.addWidget(self._line(said, combo))
        dress(self)

    def choices(self) -> dict[str, str]:
        """What was chosen, by the words of the sheet; nothing for rows that are left out."""
        every = str(self._all.currentData() or "")
        found = dict.fromkeys(self._unknown[MOST_CASES:], every)
        found |= {said: str(combo.currentData() or "") for said, combo in self.combos.items()}
        return {said: choice for said, choice in found.items() if choice}

    def all_combos(self) -> tuple[QComboBox, ...]:
        """The boxes in their order."""
        first = (self._all,) if len(self._unknown) > 1 else ()
        return (*first, *self.combos.values())

    def _on_all(self) -> None:
        for combo in self.combos.values():
            combo.blockSignals(True)
            combo.setCurrentIndex(max(combo.findData(self._all.currentData()), 0))
            combo.blockSignals(False)
        self.changed.emit()

    def _line(self, said: str, combo: QComboBox) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        name = plain_label(said)
        for widget, wide in ((name, 160), (combo, 240)):
            widget.setProperty("least_wide", wide)
            line.addWidget(widget)
        line.addStretch(1)
        return holder


def case_model(first: Sequence[tuple[str, str]], cases: Sequence[tuple[str, str]]) -> QStandardItemModel:
    """The cases to choose from behind the choices that come first: words and what they stand for."""
    model = QStandardItemModel()
    for text, choice in (*first, *cases):
        item = QStandardItem(text)
        item.setData(choice, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    return model


def dropped_file(event: QDropEvent) -> str:
    """Place of the one file that is dropped; empty for anything else."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""


def emptied(lines: QVBoxLayout, *, leaving: int = 0) -> None:
    """Take the widgets out of a column of lines, all but the first ones."""
    while lines.count() > leaving:
        held = lines.takeAt(leaving)
        widget = held.widget() if held is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def plain_label(text: str) -> QLabel:
    """A label that shows its text as it stands."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    return label
