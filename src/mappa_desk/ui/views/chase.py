"""The morning's chase: one list in five parts, the line under the cursor beside it, or what is being done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from mappa_desk._generated.ui_chase import Ui_Chase
from mappa_desk.ui import theme
from mappa_desk.ui.models.chase import (
    ChaseModel,
    ChaseRow,
    Fact,
    Part,
    Shape,
    part_name,
    part_short,
)
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.rows import plain_label
from mappa_desk.ui.widgets.spoken_scroll import SpokenScroll

SIDE_BY_SIDE = 980
"""Logical width, divided by the text size, below which the words about a line stand under the list."""
DETAIL_WIDE = 328
SIDE_WIDE = 460
LOW = 420
"""Logical height below which the rows come before the words about them; F1 lists the keys too."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What can be done now: the name that is given back, its words, and why not when it cannot."""

    name: str
    words: str
    why_not: str = ""


class ChasePageView(QWidget):
    """Shows what it is told; knows no service."""

    filter_changed = Signal(str)
    part_wanted = Signal(object)
    row_changed = Signal()
    pressed = Signal(str)
    """Name of a doing."""
    change_wanted = Signal()

    def __init__(self, model: ChaseModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Chase()
        self._ui.setupUi(self)
        ui = self._ui
        self._model = model
        self._side: QWidget | None = None
        self._facts: list[QWidget] = []
        self._doings: tuple[Doing, ...] = ()
        self.list = ui.chase_list
        self.list.setModel(model)
        self.list.setProperty("region", self.tr("What is to be chased"))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.filter = ui.filter_edit
        self.filter.setProperty("region", self.tr("Filter"))
        self.filter.textChanged.connect(self.filter_changed)
        self.filter.installEventFilter(self)
        self._parts: dict[Part, QPushButton] = {
            Part.DO_NOW: ui.do_now_button,
            Part.CALLS: ui.calls_button,
            Part.LADDER: ui.ladder_button,
            Part.ANSWERS: ui.answers_button,
            Part.CHANGES: ui.changes_button,
        }
        for part, button in self._parts.items():
            button.clicked.connect(lambda _on=False, part=part: self.part_wanted.emit(part))
        self._buttons = (ui.main_button, ui.second_button, ui.third_button, ui.open_button)
        for place, button in enumerate(self._buttons):
            button.clicked.connect(lambda _on=False, place=place: self._press(place))
        ui.change_button.clicked.connect(self.change_wanted)
        ui.detail_frame.setProperty("region", self.tr("The line under the cursor"))
        ui.side_frame.setProperty("region", self.tr("Beside the list"))
        ui.legend_label.setContentsMargins(16, 6, 16, 8)
        ui.side_frame.hide()
        ui.ticked_label.hide()
        dress(self)
        theme.signals.changed.connect(self._arrange)

    # What is shown

    def set_counts(self, due: dict[Part, int], words: dict[Part, str]) -> None:
        """How much is to be done in each part: the number, and what it counts in words."""
        for place, (part, button) in enumerate(self._parts.items(), start=1):
            count = due.get(part, 0)
            button.setText(f"{part_short(part)}  {count}" if count else part_short(part))
            what = words.get(part) or self.tr("nothing to do")
            said = self.tr("{part}: {what}").format(part=part_name(part), what=what)
            button.setAccessibleName(said)
            button.setToolTip(plain_tip(f"{said} ({place})"))

    def set_ticked(self, words: str) -> None:
        """How many lines are ticked, in words; empty for none."""
        self._ui.ticked_label.setText(words)
        self._ui.ticked_label.setVisible(bool(words))

    def set_legend(self, words: str) -> None:
        """What the keys of the list do."""
        self._ui.legend_label.setText(words)

    def set_detail(self, number: str, text: str, facts: tuple[Fact, ...], why: str = "") -> None:
        """The line under the cursor in full."""
        ui = self._ui
        ui.number_label.setText(number)
        ui.text_label.setText(text)
        ui.text_label.setVisible(bool(text))
        ui.why_label.setText(why)
        ui.why_label.setVisible(bool(why))
        for old in self._facts:
            old.hide()
            old.deleteLater()
        self._facts = [self._fact(fact) for fact in facts]
        for made in self._facts:
            ui.facts_layout.addWidget(made)
        ui.detail_frame.setAccessibleName(number)
        ui.words_scroll.setAccessibleName(number)
        ui.words_scroll.verticalScrollBar().setValue(0)
        said = ". ".join(f"{fact.label}: {fact.value}" for fact in facts)
        ui.detail_frame.setAccessibleDescription(". ".join(part for part in (text, said) if part))
        self._arrange()

    def set_doings(self, doings: tuple[Doing, ...]) -> None:
        """What can be done with what is chosen; the first is the one filled button."""
        self._doings = doings
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(doings))
            if place < len(doings):
                doing = doings[place]
                button.setText(doing.words)
                button.setAccessibleName(doing.words)
                button.setEnabled(not doing.why_not)
                button.setAccessibleDescription(doing.why_not)
                button.setToolTip(plain_tip(doing.why_not))

    def mark_part(self, part: Part) -> None:
        """Mark the part in which the cursor stands."""
        for one, button in self._parts.items():
            button.setChecked(one is part)

    # Where the keyboard is

    def current(self) -> ChaseRow | None:
        """The row under the cursor, None where it holds nothing that could be done."""
        row = self.list.current_row()
        return row if isinstance(row, ChaseRow) and row.lines else None

    def choose(self, key: str) -> bool:
        """Put the cursor on a row. False when it is not in the list."""
        place = self._model.place_of(key)
        self.list.select_place(place)
        self.list.keep_in_sight()
        return place >= 0

    def choose_none(self) -> None:
        """Put the cursor nowhere: no row is left that could be chosen."""
        self.list.setCurrentIndex(QModelIndex())

    def go_to_part(self, part: Part) -> bool:
        """Put the cursor on the first row of a part, with its head in sight. False for an empty part."""
        rows = self._model.rows
        head = next(at for at, row in enumerate(rows) if row.part is part)
        if rows[head + 1].shape is Shape.EMPTY:
            self.list.scrollTo(self._model.index(head + 1), self.list.ScrollHint.EnsureVisible)
            return False
        self.list.select_place(head + 1)
        self.list.scrollTo(self._model.index(head), self.list.ScrollHint.PositionAtTop)
        return True

    def focus_list(self) -> None:
        """Go to the list."""
        self.list.setFocus()

    def focus_filter(self) -> None:
        """Go to the filter, which is out of sight in a low window."""
        self.filter.show()
        self.filter.setFocus()
        self.filter.selectAll()

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads."""
        found: list[QWidget] = [self.filter, self.list]
        if self._side is not None:
            self._ui.side_frame.setFocusProxy(self._side)
            found.append(self._ui.side_frame)
        return tuple(found)

    # Beside

    @property
    def side(self) -> QWidget | None:
        """What is being done beside the list."""
        return self._side

    def open_side(self, title: str, widget: QWidget, *, scrolls: bool = True) -> None:
        """Show a pane in place of the words about the line."""
        self.close_side()
        ui = self._ui
        self._side = widget
        name = title or widget.accessibleName()
        ui.side_frame.setAccessibleName(name)
        ui.side_layout.addWidget(_scrolled(widget, name) if scrolls else widget)
        ui.side_frame.show()
        theme.mark(ui.main_button, "primary", False)
        self._arrange()
        widget.show()

    def close_side(self) -> None:
        """Take the pane away."""
        ui = self._ui
        while ui.side_layout.count():
            taken = ui.side_layout.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._side = None
        ui.side_frame.hide()
        theme.mark(ui.main_button, "primary", True)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room side by side a pane takes the place of the list."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: object, event: object) -> bool:
        """Down and Enter go from the filter to the list; left empty in a low window it goes out of sight."""
        if isinstance(event, QFocusEvent) and event.lostFocus():
            QTimer.singleShot(0, self, self._arrange)
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and event.key() in keys:
            self.focus_list()
            return True
        return False

    def _arrange(self) -> None:
        ui, open_ = self._ui, self._side is not None
        wide = self.width() >= SIDE_BY_SIDE * theme.scale()
        low = self.height() < LOW * theme.scale()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        ui.body_layout.setDirection(across if wide else down)
        ui.buttons_layout.setDirection(down if wide else across)
        ui.detail_frame.setVisible(not open_)
        theme.mark(ui.detail_frame, "rule", "left" if wide else "top")
        ui.detail_layout.setContentsMargins(16, 16 if wide else 8, 16, 16 if wide else 8)
        ui.facts_holder.setVisible(wide)
        ui.text_label.setMaximumHeight(theme.px(26) if not wide else 16_777_215)
        ui.words_scroll.setVisible(not low)
        words = ui.words_layout.sizeHint().height()
        ui.words_scroll.setMaximumHeight(16_777_215 if wide else words)
        searched = bool(ui.filter_edit.text()) or ui.filter_edit.hasFocus()
        ui.filter_edit.setVisible(not low or searched)
        ui.change_button.setVisible(not low)
        ui.list_holder.setVisible(wide or not open_)
        ui.legend_label.setVisible(not low)
        ui.head.setVisible(not (open_ and not wide))
        for frame, least in ((ui.detail_frame, DETAIL_WIDE), (ui.side_frame, SIDE_WIDE)):
            frame.setMinimumWidth(theme.px(least) if wide else 0)
            frame.setMaximumWidth(theme.px(least) if wide else 16_777_215)

    def _fact(self, fact: Fact) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(plain_label(fact.label, font_role="caption", tone="muted"))
        column.addWidget(plain_label(fact.value, wrap=True))
        return holder

    def _press(self, place: int) -> None:
        if place < len(self._doings) and not self._doings[place].why_not:
            self.pressed.emit(self._doings[place].name)

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.row_changed.emit()


def _scrolled(widget: QWidget, title: str) -> QWidget:
    scroll = SpokenScroll()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setAccessibleName(title)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    scroll.setWidget(holder)
    return scroll
