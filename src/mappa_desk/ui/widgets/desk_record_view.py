"""The record as a list of rows of their own height. Only what is seen is laid out; the rest is guessed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.record import RecordModel, RecordRow
from mappa_desk.ui.widgets import desk_record_rows as rows
from mappa_desk.ui.widgets.capture_text import modifiers_of
from mappa_desk.ui.widgets.desk_record_places import RowPlaces

Index = QModelIndex | QPersistentModelIndex
BOTTOM_ROOM = 16
BAR = 12
"""Room for the scroll bar, kept free whether it is there or not: it never moves a word."""
MEASURE_MS = 4.0
"""How long one idle step may measure rows nobody looks at."""


class RecordRowsView(QListView):
    """The record of one item. Nothing that arrives moves the reader, save at the end, which stays in view."""

    typed = Signal(str)
    """A printable key was pressed here: it belongs to the line."""
    left_at_end = Signal()
    """Down was pressed on the last row."""
    entered = Signal(str)
    """Key of the row on which Enter was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = RecordModel(self)
        self._places = RowPlaces(self._row, self._count)
        self._at_end = True
        self._setting_bar = False
        self._hint = ""
        self._marked = ""
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._measure_some)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.signals.changed.connect(self.forget)

    # Rows and their places

    def _row(self, place: int) -> RecordRow:
        """Straight from the model: a thousand rows through Qt's index would keep a typist waiting."""
        row = self._record.row_at(place)
        if row is None:
            raise IndexError(place)
        return row

    def _count(self) -> int:
        return len(self._record)

    def forget(self) -> None:
        """Drop every measure: text size or colours changed."""
        self._places.forget()
        self._arrange()

    def _arrange(self) -> None:
        """Lay out what is in view, keep the reader where they are, set the scroll bar."""
        places, high = self._places, float(self.viewport().height())
        places.width = float(self.width() - BAR)
        before = float(self.verticalOffset())
        if self._at_end:
            places.lay_back(self._count() - 1, high)
            self._set_bar(round(places.tops[-1]))
        else:
            places.recount()
            anchor = places.place_at(before)
            offset = before - places.tops[anchor]
            places.lay_on(anchor, high + offset)
            self._set_bar(round(places.tops[anchor] + offset))
        self.places_changed()
        self._show_marked()
        self.viewport().update()
        places.measure_again()
        self._idle.start()

    def places_changed(self) -> None:
        """The rows stand elsewhere now: whatever lies over one of them moves with it."""

    def _set_bar(self, value: int) -> None:
        bar = self.verticalScrollBar()
        self._setting_bar = True
        bar.setRange(0, max(0, round(self._places.tops[-1] + BOTTOM_ROOM - self.viewport().height())))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(theme.px(24))
        bar.setValue(value)
        self._setting_bar = False

    def _measure_some(self) -> None:
        if self._places.measure_some(MEASURE_MS):
            self._idle.stop()
            tops = self._places.tops
            self._places.recount()
            if self._places.tops != tops:
                self._arrange()

    def _on_scrolled(self, value: int) -> None:
        if self._setting_bar:
            return
        self._at_end = value >= self.verticalScrollBar().maximum() - 2
        if not self._at_end:
            self._places.lay_on(self._places.place_at(float(value)), float(self.viewport().height()) * 1.2)
        self.places_changed()
        self.viewport().update()

    # Model changes

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Takes the model; rows are measured when they are seen."""
        super().setModel(model)
        if isinstance(model, RecordModel):
            self._record = model
        self._arrange()

    def doItemsLayout(self) -> None:
        """Everything is placed by this class; the list's own layout is not used."""

    def updateGeometries(self) -> None:
        """The scroll bar follows the rows."""

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        """New rows take their place without moving the reader."""
        QAbstractItemView.rowsInserted(self, parent, start, end)
        self._arrange()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """Rows go; what remains closes up once they are gone."""
        QAbstractItemView.rowsAboutToBeRemoved(self, parent, start, end)
        QTimer.singleShot(0, self, self._arrange)

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:
        """Only the changed rows are measured anew."""
        QAbstractItemView.dataChanged(self, top_left, bottom_right, roles)
        self._arrange()

    def show_end(self) -> None:
        """Bring the newest entry into view."""
        self._at_end = True
        self._arrange()

    # What the list asks

    def visualRect(self, index: Index) -> QRect:
        """Where a row stands in the viewport."""
        place = index.row()
        if not index.isValid() or place + 1 >= len(self._places.tops):
            return QRect()
        top = round(self._places.tops[place]) - self.verticalOffset()
        return QRect(
            0,
            top,
            int(self._places.width),
            round(self._places.tops[place + 1]) - round(self._places.tops[place]),
        )

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row under a point of the viewport."""
        y = float(point.y() + self.verticalOffset())
        if not self._count() or y >= self._places.tops[-1]:
            return QModelIndex()
        return self.model().index(self._places.place_at(y), 0)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a row wholly into view, its top first."""
        if not index.isValid():
            return
        self._places.laid(self._row(index.row()))
        self._places.recount()
        self._set_bar(self.verticalOffset())
        box = self.visualRect(index)
        bar = self.verticalScrollBar()
        if box.top() < 0 or box.height() > self.viewport().height():
            bar.setValue(bar.value() + box.top())
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + box.bottom() - self.viewport().height() + BOTTOM_ROOM)

    def horizontalOffset(self) -> int:
        """There is nothing beside the rows."""
        return 0

    def verticalOffset(self) -> int:
        """How far the rows are scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        """No row is hidden."""
        return False

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Up, Down, Home, End and pages by rows."""
        last = self._count() - 1
        if last < 0:
            return QModelIndex()
        moves = QAbstractItemView.CursorAction
        at = self.currentIndex().row() if self.currentIndex().isValid() else last + 1
        page = max(
            1,
            self._places.place_at(float(self.verticalOffset() + self.viewport().height()))
            - self._places.place_at(float(self.verticalOffset())),
        )
        step = {
            moves.MoveUp: -1, moves.MovePrevious: -1, moves.MoveDown: 1, moves.MoveNext: 1,
            moves.MovePageUp: -page, moves.MovePageDown: page, moves.MoveHome: -at, moves.MoveEnd: last - at,
        }.get(action, 0)  # fmt: skip
        return self.model().index(max(0, min(last, at + step)), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Selects the rows that a rectangle of the viewport touches."""
        top = self.indexAt(QPoint(0, max(0, rect.top()) if rect.height() > 0 else rect.top()))
        bottom = self.indexAt(QPoint(0, rect.bottom()))
        chosen = QItemSelection()
        if top.isValid():
            chosen.select(top, bottom if bottom.isValid() else self.model().index(self._count() - 1, 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where the selected rows stand."""
        region = QRegion()
        for index in selection.indexes():
            region |= QRegion(self.visualRect(index))
        return region

    # Drawing and keys

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the rows in view."""
        painter = QPainter(self.viewport())
        if not self._count():
            self._paint_hint(painter)
            return
        bottom = self.verticalOffset() + event.rect().bottom()
        place = self._places.place_at(float(self.verticalOffset() + event.rect().top()))
        current = self.currentIndex().row() if self.hasFocus() else -1
        chosen = self.selectionModel()
        while place < self._count() and self._places.tops[place] <= bottom:
            row = self._row(place)
            laid = self._places.laid(row)
            selected = chosen.isSelected(self.model().index(place, 0)) and self.hasFocus()
            selected = selected or row.key == self._marked
            rows.draw(
                painter,
                laid,
                round(self._places.tops[place]) - self.verticalOffset(),
                selected=selected,
                ringed=place == current,
                edited=row.key == self._places.edited_key,
            )
            place += 1

    def mark_row(self, key: str) -> None:
        """Draw a row as chosen and bring it into view while the keyboard is elsewhere; "" marks none."""
        self._marked = key
        self._show_marked()
        self.viewport().update()

    def _show_marked(self) -> None:
        place = self._record.place_of(self._marked) if self._marked else -1
        if place >= 0:
            self.scrollTo(self.model().index(place, 0))

    def set_hint(self, hint: str) -> None:
        """What stands in an empty record."""
        self._hint = hint
        self.viewport().update()

    def _paint_hint(self, painter: QPainter) -> None:
        place = rows.columns(self._places.width)
        box = QRectF(place.text_left, rows.GAP_NEW_VOICE, place.text_width, theme.px(80))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap), self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width measures anew, a new height keeps the end in view."""
        QAbstractItemView.resizeEvent(self, event)
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Something is always current while the focus is here."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._count():
            self.setCurrentIndex(self.model().index(self._count() - 1, 0))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Printable keys go to the line; Down on the last row leaves the record."""
        plain = not modifiers_of(event) & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        altgr = bool(event.text()) and event.text().isprintable() and event.key() != Qt.Key.Key_Delete
        if altgr and (plain or self._is_altgr(event)):
            self.typed.emit(event.text())
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid() and not event.isAutoRepeat():
                self.entered.emit(self._row(self.currentIndex().row()).key)
            event.accept()
            return
        at_last = self.currentIndex().row() == self._count() - 1
        if event.key() == Qt.Key.Key_Down and not modifiers_of(event) and at_last:
            self.left_at_end.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    @staticmethod
    def _is_altgr(event: QKeyEvent) -> bool:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        return modifiers_of(event) & both == both
