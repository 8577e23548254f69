"""The write-up page as a view of paragraphs: painting, scrolling, places. Nothing that is mended above the
reader moves what the reader looks at."""

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
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up import PageModel
from mappa_desk.ui.widgets import write_up_draw as drawing
from mappa_desk.ui.widgets.write_up_draw import Looks
from mappa_desk.ui.widgets.write_up_flow import pitch
from mappa_desk.ui.widgets.write_up_places import TOP, PagePlaces
from mappa_desk.ui.widgets.write_up_rows import Laid
from mappa_desk.ui.widgets.write_up_sheet import SHEET_TOP

Index = QModelIndex | QPersistentModelIndex
BAR = 12
"""Room for the scroll bar, kept free whether it is there or not."""
MEASURE_MS = 3.0
"""How long one idle step may measure paragraphs nobody looks at."""
REST_MS = 200
"""How long after something happened the idle steps begin."""
Anchor = tuple[str, int]
"""A paragraph, and where its top stands in the viewport."""


class PageView(QListView):
    """Shows the paragraphs. As a list of Qt it is read by screen readers; everything is placed by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("write_up_page")
        self.setAccessibleName(tr("Minutes"))
        self._page = PageModel(self)
        self.places = PagePlaces(self._page)
        self.looks: dict[str, Looks] = {}
        self.chosen: range = range(0)
        """Places of the paragraphs that are chosen as a whole."""
        self._anchor: Anchor | None = None
        self._setting = False
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._measure_some)
        self.setProperty("ground", "window")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setModel(self._page)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.signals.changed.connect(self.forget)

    # Places

    @property
    def edited(self) -> str:
        """Key of the paragraph that the editor stands over; empty for none."""
        return self.places.edited

    def laid(self, place: int) -> Laid:
        """A paragraph laid out."""
        return self.places.laid(place)

    def top_of(self, place: int) -> int:
        """Top of a paragraph in the viewport."""
        return self.places.tops[place] - self.verticalOffset()

    def anchor(self) -> Anchor | None:
        """What must not move: the paragraph with the caret while it is seen, else the first one seen."""
        rows = self._page.rows
        if not rows:
            return None
        high = self.viewport().height()
        place = self._page.place_of(self.edited)
        if place >= 0 and -self.laid(place).height < self.top_of(place) < high:
            return rows[place].key, self.top_of(place)
        place = self.places.at(self.verticalOffset())
        return rows[place].key, self.top_of(place)

    def settle(self, anchor: Anchor | None) -> None:
        """Lay out what is seen with a paragraph standing where it should, and set the scroll bar."""
        places, high = self.places, self.viewport().height()
        place = self._page.place_of(anchor[0]) if anchor is not None else -1
        if anchor is not None and place >= 0:
            at = anchor[1]
            changed = places.lay_back(place - 1, at)
            if places.lay_on(place, high - at) or changed:
                places.recount()
            self._set_bar(places.tops[place] - at)
        else:
            self._set_bar(self.verticalOffset())
        for _again in range(4):
            if not self._lay_seen():
                break
            self._set_bar(self.verticalOffset())
        self._remember()
        self.places_changed()
        self.viewport().update()

    def _lay_seen(self) -> bool:
        """Lay out everything between the view's edges; True when a height was not as it was guessed."""
        if not self._page.rows:
            return False
        value = self.verticalOffset()
        first = self.places.at(value)
        room = self.viewport().height() + value - self.places.tops[first]
        if self.places.lay_on(first, room):
            self.places.recount()
            return True
        return False

    def _remember(self) -> None:
        self._anchor = self.anchor()

    def places_changed(self) -> None:
        """The paragraphs stand elsewhere now: whatever lies over one of them moves with it."""

    def forget(self) -> None:
        """Text size or colours changed: everything is measured anew."""
        self.relay(self.anchor())

    def relay(self, anchor: Anchor | None) -> None:
        """Guess and lay everything anew for the present width."""
        self.places.forget(max(160, self.width() - BAR))
        self.settle(anchor)
        self.rest()

    def rest(self) -> None:
        """Something happened: paragraphs that nobody sees are measured a moment later."""
        self._idle.start(REST_MS)

    def _measure_some(self) -> None:
        self._idle.setInterval(0)
        if self.places.measure_some(MEASURE_MS):
            self._idle.stop()
            anchor, tops = self.anchor(), self.places.tops
            self.places.recount()
            if self.places.tops != tops:
                self.settle(anchor)

    # Scrolling

    def _set_bar(self, value: int) -> None:
        bar = self.verticalScrollBar()
        self._setting = True
        bar.setRange(0, max(0, self.places.end + SHEET_TOP - self.viewport().height()))
        bar.setPageStep(max(1, self.viewport().height() - 2 * pitch()))
        bar.setSingleStep(pitch())
        bar.setValue(value)
        self._setting = False

    def _on_scrolled(self, value: int) -> None:
        if self._setting or not self._page.rows:
            return
        high = self.viewport().height()
        place = self._page.place_of(self._anchor[0]) if self._anchor is not None else -1
        before = self.top_of(place) if place >= 0 else 0
        if place < 0 or abs(before) > 2 * high:
            place = self.places.at(value)
        self.settle((self._page.rows[place].key, self.top_of(place)))
        self.rest()

    def verticalOffset(self) -> int:
        """How far the page is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        """There is nothing beside the page."""
        return 0

    def reveal(self, top: int, bottom: int) -> None:
        """Bring a stretch of the viewport into sight, moving as little as needed."""
        bar, high = self.verticalScrollBar(), self.viewport().height()
        room = min(pitch(), max(0, (high - (bottom - top)) // 4))
        if top < room:
            bar.setValue(bar.value() + top - room)
        elif bottom > high - room:
            bar.setValue(bar.value() + bottom - high + room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width lays everything anew; the reader stays where they are."""
        QAbstractItemView.resizeEvent(self, event)
        if self.places.sheet_width != max(160, self.width() - BAR):
            self.relay(self._anchor if self._anchor else self.anchor())
        else:
            self.settle(self._anchor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns the page and leaves the caret where it is."""
        super().wheelEvent(event)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws what is in sight: the ground, the sheet, its paragraphs."""
        painter = QPainter(self.viewport())
        clip = QRectF(event.rect())
        painter.fillRect(event.rect(), theme.colour("window"))
        offset, rows = self.verticalOffset(), self._page.rows
        drawing.draw_sheet(painter, self.places.sheet, SHEET_TOP - offset, self.places.end - offset, clip)
        tops, bottom = self.places.tops, offset + event.rect().bottom()
        place = self.places.at(offset + event.rect().top() - 2)
        while place < len(rows) and tops[place] <= bottom:
            self._draw(painter, place, clip)
            place += 1
        painter.end()

    def _draw(self, painter: QPainter, place: int, clip: QRectF) -> None:
        laid, key = self.laid(place), self._page.rows[place].key
        top = float(self.top_of(place))
        chosen = place in self.chosen
        if self.has_caret(key) and not chosen:
            drawing.draw_ground(painter, laid, top)
        edited = key == self.edited
        drawing.draw(painter, laid, top, clip, looks=self.looks.get(key), edited=edited, chosen=chosen)

    def has_caret(self, key: str) -> bool:
        """Whether this is the paragraph that is worked in."""
        return key == self.edited

    # What Qt's list asks

    def visualRect(self, index: Index) -> QRect:
        """Where a paragraph stands in the viewport."""
        place = index.row()
        if not index.isValid() or place + 1 >= len(self.places.tops):
            return QRect()
        high = self.places.tops[place + 1] - self.places.tops[place]
        return QRect(self.places.sheet.left, self.top_of(place), self.places.sheet.width, high)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The paragraph under a point of the viewport."""
        y = point.y() + self.verticalOffset()
        if not self._page.rows or not TOP <= y < self.places.tops[-1]:
            return QModelIndex()
        return self._page.index(self.places.at(y))

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a paragraph into view, its top first."""
        place = index.row()
        if index.isValid():
            high = min(self.laid(place).height, self.viewport().height() // 2)
            if (
                self.places.at(self.verticalOffset()) <= place
                and self.top_of(place) < 2 * self.viewport().height()
            ):
                self.reveal(self.top_of(place), self.top_of(place) + high)
            else:
                self.settle((self._page.rows[place].key, self.viewport().height() // 4))

    def isIndexHidden(self, index: Index) -> bool:
        """No paragraph is hidden."""
        return False

    def doItemsLayout(self) -> None:
        """Everything is placed by this class."""

    def updateGeometries(self) -> None:
        """The scroll bar follows the paragraphs."""

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Nothing is selected the way of a list."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """The same."""
        return QRegion()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        """The page takes new paragraphs in by itself."""
        QAbstractItemView.rowsInserted(self, parent, start, end)

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """The same."""
        QAbstractItemView.rowsAboutToBeRemoved(self, parent, start, end)

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:
        """The same."""
        QAbstractItemView.dataChanged(self, top_left, bottom_right, roles)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """The page brings its own model."""
        super().setModel(self._page if model is not None else None)
