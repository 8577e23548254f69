"""A document in the preview is closed once nobody holds it, and never while another one is being drawn."""

from __future__ import annotations

import threading
from io import BytesIO

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication

from mappa_desk.ui import preview_pages
from mappa_desk.ui.preview_pages import PdfPages


@pytest.fixture(scope="module")
def data() -> bytes:
    held = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 300))
        pdf.save(held)
    return held.getvalue()


def test_a_document_closes_when_nobody_holds_it(qapp: QApplication, data: bytes) -> None:
    pages = PdfPages(data)
    document = pages._document
    assert pages.shapes == ((200, 300),) and pages.picture(0, 100).width() == 100
    assert document.raw
    del pages
    assert document.raw is None


def test_it_waits_for_the_page_that_is_being_drawn(qapp: QApplication, data: bytes) -> None:
    held = [PdfPages(data)]
    document = held[0]._document
    dropping = threading.Thread(target=held.clear)
    with preview_pages._one_at_a_time:
        dropping.start()
        dropping.join(0.05)
        assert dropping.is_alive() and document.raw
    dropping.join(5)
    assert document.raw is None
