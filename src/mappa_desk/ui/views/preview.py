"""Preview: the pages as they print, which document, for which agency, write and print."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_preview import Ui_Preview
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.ui import theme
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.theme_dress import dress

WHOLE_BAR = 800
"""Logical width below which the bar leaves out what can be done without."""
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)


class PreviewView(QWidget):
    """Shows pages; `document_changed` gives a kind and for whom it is."""

    closed = Signal()
    document_changed = Signal(str, str)
    write_requested = Signal()
    print_requested = Signal()
    page_wanted = Signal(int)
    large_changed = Signal(bool)
    next_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Preview()
        self._ui.setupUi(self)
        dress(self)
        self._zoom = ZOOMS.index(1.0)
        ui = self._ui
        ui.kind_combo.currentIndexChanged.connect(self._on_document_changed)
        ui.agency_combo.currentIndexChanged.connect(self._on_document_changed)
        ui.close_button.clicked.connect(self.closed)
        ui.write_button.clicked.connect(self.write_requested)
        ui.print_button.clicked.connect(self.print_requested)
        ui.smaller_button.clicked.connect(lambda: self._set_zoom(self._zoom - 1))
        ui.larger_button.clicked.connect(lambda: self._set_zoom(self._zoom + 1))
        ui.page_strip.page_wanted.connect(self.page_wanted)
        ui.large_check.toggled.connect(self.large_changed)
        ui.next_button.clicked.connect(self.next_requested)
        self.set_next("")
        self.strip = ui.page_strip
        self.set_note("")
        self.set_ready(False)

    def set_document(self, kind: DocumentKind, reader: str, readers: tuple[tuple[str, str], ...]) -> None:
        """Which document is shown, for whom, and for whom it may be: pairs of key and words."""
        ui = self._ui
        for combo in (ui.kind_combo, ui.agency_combo):
            combo.blockSignals(True)
        ui.kind_combo.setCurrentIndex(ui.kind_combo.findData(kind.value))
        ui.agency_combo.clear()
        for key, words_ in readers:
            ui.agency_combo.addItem(words_, key)
        ui.agency_combo.setCurrentIndex(max(ui.agency_combo.findData(reader), 0) if readers else -1)
        ui.agency_combo.setVisible(bool(readers))
        for combo in (ui.kind_combo, ui.agency_combo):
            combo.blockSignals(False)

    def set_kinds(self, kinds: tuple[DocumentKind, ...], *, large: bool) -> None:
        """Which documents there are to choose from, and whether the one that is shown has a large print."""
        combo = self._ui.kind_combo
        if [combo.itemData(at) for at in range(combo.count())] != [kind.value for kind in kinds]:
            combo.blockSignals(True)
            combo.clear()
            for kind in kinds:
                combo.addItem(words.document(kind), kind.value)
            combo.blockSignals(False)
        self._ui.large_check.setVisible(large)

    def set_pages(self, title: str, shapes: tuple[tuple[float, float], ...]) -> None:
        """Show a document of so many pages."""
        self._ui.title_label.setText(title)
        self._ui.pages_label.setText(dates.counted(len(shapes), self.tr("page"), self.tr("pages")))
        self._ui.page_strip.set_pages(shapes)
        self.set_ready(True)

    def show_page(self, number: int, picture: QImage, text: str) -> None:
        """The picture of a page came."""
        self._ui.page_strip.show_page(number, picture, text)

    def set_note(self, sentence: str) -> None:
        """Something about the document to know before it is given out; empty for nothing."""
        self._ui.note_label.setText(sentence)
        self._ui.note_frame.setVisible(bool(sentence))

    def set_next(self, sentence: str) -> None:
        """What comes next, with its button; empty for nothing."""
        self._ui.next_label.setText(sentence)
        self._ui.next_frame.setVisible(bool(sentence))

    def set_ready(self, is_ready: bool) -> None:
        """Writing and printing wait until the document is there."""
        self._ui.write_button.setEnabled(is_ready)
        self._ui.print_button.setEnabled(is_ready)

    def clear_pages(self, title: str) -> None:
        """There is nothing to show."""
        self._ui.title_label.setText(title)
        self._ui.pages_label.clear()
        self._ui.page_strip.set_pages(())
        self.set_ready(False)

    def set_write(self, said: str) -> None:
        """What the filled button does."""
        self._ui.write_button.setText(said)
        self._ui.write_button.setAccessibleName(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the bar keeps what is done with the document."""
        super().resizeEvent(event)
        ui, narrow = self._ui, self.width() < WHOLE_BAR * theme.scale()
        for label in (ui.pages_label, ui.title_label):
            label.setVisible(not narrow)
        ui.close_button.setText("" if narrow else self.tr("Back"))
        for button in (ui.smaller_button, ui.larger_button):
            button.setVisible(not narrow)

    def focus_pages(self) -> None:
        """Go to the pages."""
        self._ui.page_strip.setFocus()

    def _set_zoom(self, place: int) -> None:
        self._zoom = min(max(place, 0), len(ZOOMS) - 1)
        self._ui.page_strip.set_zoom(ZOOMS[self._zoom])
        self._ui.smaller_button.setEnabled(self._zoom > 0)
        self._ui.larger_button.setEnabled(self._zoom < len(ZOOMS) - 1)

    def _on_document_changed(self, _place: int) -> None:
        ui = self._ui
        self.document_changed.emit(str(ui.kind_combo.currentData()), str(ui.agency_combo.currentData() or ""))
