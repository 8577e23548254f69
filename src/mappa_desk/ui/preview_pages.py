"""Pictures of the pages of a PDF, from its very bytes. Several threads may ask; one draws at a time."""

from __future__ import annotations

import threading
import weakref

import pypdfium2 as pdfium
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72.0
_one_at_a_time = threading.RLock()
"""The library may not be entered twice at once, whatever the document. A thread that holds it may come upon
a document that nobody wants any more, and let it go between two calls."""


def _let_go(document: pdfium.PdfDocument) -> None:
    with _one_at_a_time:
        document.close()


class PdfPages:
    """An open document in memory, closed when nobody holds it. Nothing of it is written to the disk."""

    def __init__(self, data: bytes) -> None:
        with _one_at_a_time:
            self._document = pdfium.PdfDocument(data)
            weakref.finalize(self, _let_go, self._document)
            self.shapes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(number) for number in range(len(self._document))
            )
        self.data = data

    def picture(self, number: int, width: int) -> QImage:
        """A page drawn `width` pixels wide."""
        with _one_at_a_time:
            page = self._document[number]
            bitmap = page.render(scale=width / page.get_width(), rev_byteorder=False)
            raw = bytes(bitmap.buffer)
            formats = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_BGR888,
                       4: QImage.Format.Format_RGB32}  # fmt: skip
            made = QImage(raw, bitmap.width, bitmap.height, bitmap.stride, formats[bitmap.n_channels]).copy()
            page.close()
            return made

    def words(self, number: int) -> str:
        """The text of a page, for a screen reader."""
        with _one_at_a_time:
            page = self._document[number]
            text_page = page.get_textpage()
            text = str(text_page.get_text_bounded())
            text_page.close()
            page.close()
            return text
