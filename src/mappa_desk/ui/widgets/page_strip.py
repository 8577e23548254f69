"""Pages of a document one under the other. A page is asked for when it comes into view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mappa_desk.ui import theme

NEAR = 3
"""So many pages before and after those in view keep their picture."""
GAP = 16


class PageSheet(QWidget):
    """One page: its picture, or white paper until that comes."""

    def __init__(self, number: int, count: int) -> None:
        super().__init__()
        self.number = number
        self.picture: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Page {number} of {count}").format(number=number + 1, count=count))

    def show_picture(self, picture: QImage | None, words: str = "") -> None:
        """Draw this picture; `words` is the text of the page, for a screen reader."""
        self.picture = picture
        if words:
            self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.paper())
        if self.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self.picture)
        painter.setPen(theme.colour("hairline"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PageStrip(QScrollArea):
    """Lays out the pages of a document. `page_wanted` asks for the picture of a page."""

    page_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: list[PageSheet] = []
        self._shapes: tuple[tuple[float, float], ...] = ()
        self._zoom = 1.0
        self._asked: set[int] = set()
        self._paper = QWidget()
        self._lines = QVBoxLayout(self._paper)
        self._lines.setContentsMargins(GAP, GAP, GAP, GAP)
        self._lines.setSpacing(GAP)
        self._lines.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._paper)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._ask_for_pages())
        self._paper.installEventFilter(self)

    def set_pages(self, shapes: tuple[tuple[float, float], ...]) -> None:
        """Lay out pages of these shapes, width and height in points."""
        while self._lines.count():
            taken = self._lines.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._shapes = shapes
        self._sheets = [PageSheet(number, len(shapes)) for number in range(len(shapes))]
        for sheet in self._sheets:
            self._lines.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.verticalScrollBar().setValue(0)
        self._lay_out()

    def set_zoom(self, zoom: float) -> None:
        """1 fits the width of an ordinary window."""
        self._zoom = zoom
        self._lay_out()

    def show_page(self, number: int, picture: QImage, words: str) -> None:
        """The picture of a page came."""
        if number < len(self._sheets):
            self._sheets[number].show_picture(picture, words)

    def page_width(self, number: int) -> int:
        """Width in pixels of the screen in which a page is to be drawn."""
        return round(self._sheets[number].width() * self.devicePixelRatioF())

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sheets)

    def turn(self, step: int) -> None:
        """Go so many pages on or back."""
        self._lines.activate()
        tops = [sheet.y() for sheet in self._sheets]
        at = self.verticalScrollBar().value()
        here = max((number for number, top in enumerate(tops) if top - GAP <= at + 1), default=0)
        target = min(max(here + step, 0), len(tops) - 1)
        if tops:
            self.verticalScrollBar().setValue(tops[target] - GAP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._ask_for_pages()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        room = max(self.viewport().width() - 2 * GAP, 200)
        for sheet, (width, height) in zip(self._sheets, self._shapes, strict=True):
            wide = round(min(room, width * 1.5) * self._zoom)
            size = QSize(wide, round(wide * height / width))
            if sheet.size() != size:
                sheet.setFixedSize(size)
                sheet.show_picture(None)
        self._asked.clear()
        self._paper.updateGeometry()
        self._ask_for_pages()

    def _ask_for_pages(self) -> None:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        seen = [
            sheet.number
            for sheet in self._sheets
            if sheet.y() <= bottom and sheet.y() + sheet.height() >= top
        ]
        first, last = (min(seen), max(seen)) if seen else (0, 0)
        for sheet in self._sheets:
            if not first - NEAR <= sheet.number <= last + NEAR:
                sheet.picture = None
                self._asked.discard(sheet.number)
            elif first - 1 <= sheet.number <= last + 1 and sheet.number not in self._asked:
                self._asked.add(sheet.number)
                self.page_wanted.emit(sheet.number)
